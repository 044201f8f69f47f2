/** What pages and components have besides what glass-easel's adapter gives them. */

import { animateNodes, clearAnimations } from './animate';
import { type Caller, callerPrototype } from './framework';
import { observing } from './loose';
import { app } from './mini-program';
import { giveNodeId } from './node-ids';
import { phone } from './phone';
import { crossing, withoutLost } from './set-data';

type SetData = (this: Caller, data?: Record<string, unknown>, done?: () => void) => void;
type TriggerEvent = (this: Caller, name: string, detail: unknown, options: object) => void;

/** An observer may set what it observes: WeChat's would go on for ever, and so would the browser. */
const MOST = 300;
/** How often each has set data in observers since the script that runs now began. */
const counts = new Map<Caller, number>();

function endless(caller: Caller): boolean {
  if (!observing()) return false;
  if (counts.size === 0) queueMicrotask(() => counts.clear());
  const count = (counts.get(caller) ?? 0) + 1;
  counts.set(caller, count);
  return count > MOST;
}

const words = (text: string): void => console.warn(text);

/** Makes setData cross, gives triggerEvent WeChat's defaults, and adds what is missing. */
export function patchCallers(): void {
  hideInside();
  const setData = callerPrototype.setData as SetData;
  callerPrototype.setData = function (this: Caller, data = {}, done) {
    if (endless(this)) return words(`${this.is}: setData in an observer does not come to an end`);
    phone.onlooker?.drawn({ page: viewOf(this)?.path ?? '', owner: this.is, data });
    setData.call(this, crossed(this.is, data), done);
    warnHidden(this);
  } satisfies SetData;
  const triggerEvent = callerPrototype.triggerEvent as TriggerEvent;
  callerPrototype.triggerEvent = function (this: Caller, name, detail, options) {
    triggerEvent.call(this, name, detail ?? {}, options ?? {});
  } satisfies TriggerEvent;
  Object.assign(callerPrototype, added);
}

/** What is behind a page or component is none of its own fields: who copies it does not copy us. */
function hideInside(): void {
  Object.defineProperty(callerPrototype, '_$', {
    set(this: Caller, value: Caller['_$']) {
      Object.defineProperty(this, '_$', { value, writable: true, configurable: true });
      giveNodeId(this);
    },
  });
}

function crossed(owner: string, data: Record<string, unknown>): Record<string, unknown> {
  const library = owner.includes('miniprogram_npm/');
  if (!library) performance.mark('setData', { detail: owner });
  if (app.strict && !library) return crossing(data, owner);
  return withoutLost(data, owner, library ? () => undefined : words);
}

const warned = new WeakSet<object>();

function warnHidden(caller: Caller): void {
  const view = viewOf(caller);
  if (!view || view.current || !view.wasShown || warned.has(view)) return;
  warned.add(view);
  words(`setData in ${caller.is} while its page is hidden: WeChat draws it for nobody`);
}

const viewOf = (caller: Caller) => phone.stack.living.find((view) => view.holds(caller));

const added: Record<string, (this: Caller, ...args: never[]) => unknown> = {
  getPageId() {
    return viewOf(this)?.id ?? '';
  },
  getTabBar() {
    return viewOf(this)?.tabBar ?? phone.stack.current?.tabBar ?? null;
  },
  getOpenerEventChannel() {
    return viewOf(this)?.opener ?? {};
  },
  animate: animateNodes,
  clearAnimation: clearAnimations,
  applyAnimatedStyle: () => undefined,
  clearAnimatedStyle: () => undefined,
  setUpdatePerformanceListener: () => undefined,
  setPassiveEvent: () => undefined,
  setInitialRenderingCache: () => undefined,
};
