/**
 * Touches of one page document as WeChat's events: touchstart … touchend, tap, longpress. A mouse
 * counts as one finger.
 */
import { glassEasel } from './framework';
import { tapped } from './user-tap';

interface Touch {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}

interface Press {
  target: EventTarget | null;
  x: number;
  y: number;
  moved: boolean;
  long: boolean;
  timer: number;
}

/** Fingers may wander this far and still tap. */
const TAP_SLOP = 10;
const LONG_PRESS_MS = 350;
/** Browsers repeat a touch as mouse events shortly after. */
const GHOST_MS = 900;

type GlassElement = InstanceType<typeof glassEasel.Element>;

/** Dispatches from a DOM node. @returns true when a handler asked to stop the default. */
export function dispatch(
  from: EventTarget | null,
  type: string,
  detail: unknown,
  fields: Record<string, unknown> = {},
): boolean {
  const target = ownerOf(from);
  if (!target) return false;
  const event = new glassEasel.Event(type, detail, {
    bubbles: true,
    composed: true,
    capturePhase: true,
    extraFields: fields,
  });
  glassEasel.Event.dispatchEvent(target, event);
  return event.defaultPrevented();
}

function ownerOf(from: EventTarget | null): GlassElement | null {
  let node = from as (Node & { __wxElement?: GlassElement }) | null;
  while (node && !node.__wxElement) node = node.parentNode;
  return node?.__wxElement ?? null;
}

export class Gestures {
  private readonly presses = new Map<number, Press>();
  private lastTouch = Number.NEGATIVE_INFINITY;

  /** Called with the vertical way of a press, for pull-down refresh; true takes the press over. */
  onDrag: ((dy: number, ended: boolean) => void) | null = null;

  constructor(page: Document) {
    const passive = { capture: true, passive: false };
    page.addEventListener('touchstart', (event) => this.touch(event, 'touchstart'), passive);
    page.addEventListener('touchmove', (event) => this.touch(event, 'touchmove'), passive);
    page.addEventListener('touchend', (event) => this.touch(event, 'touchend'), passive);
    page.addEventListener('touchcancel', (event) => this.touch(event, 'touchcancel'), passive);
    page.addEventListener('mousedown', (event) => this.mouse(event, 'touchstart'), true);
    const view = page.defaultView;
    view?.addEventListener('mousemove', (event) => this.mouse(event, 'touchmove'), true);
    view?.addEventListener('mouseup', (event) => this.mouse(event, 'touchend'), true);
    for (const type of ['transitionend', 'animationstart', 'animationiteration', 'animationend']) {
      page.addEventListener(type, (event) => dispatch(event.target, type, {}), true);
    }
  }

  private touch(event: TouchEvent, type: string): void {
    this.lastTouch = event.timeStamp;
    const changed = [...event.changedTouches].map(plain);
    const touches = [...event.touches].map(plain);
    const stopped = this.send(event.target, type, touches, changed);
    if (stopped && event.cancelable) event.preventDefault();
  }

  private mouse(event: MouseEvent, type: string): void {
    if (event.button !== 0 || event.timeStamp - this.lastTouch < GHOST_MS) return;
    const press = this.presses.get(0);
    if (type === 'touchstart' ? false : !press) return;
    const { pageX, pageY, clientX, clientY } = event;
    const touch = { identifier: 0, pageX, pageY, clientX, clientY };
    const target = type === 'touchstart' ? event.target : (press?.target ?? null);
    const stopped = this.send(target, type, type === 'touchend' ? [] : [touch], [touch]);
    if (stopped && type !== 'touchstart') event.preventDefault();
  }

  private send(
    target: EventTarget | null,
    type: string,
    touches: Touch[],
    changedTouches: Touch[],
  ): boolean {
    const first = changedTouches[0];
    const place = { x: first?.pageX ?? 0, y: first?.pageY ?? 0 };
    const stopped = dispatch(target, type, place, { touches, changedTouches });
    for (const touch of changedTouches) this.follow(target, type, touch);
    return stopped;
  }

  private follow(target: EventTarget | null, type: string, touch: Touch): void {
    if (type === 'touchstart') {
      this.begin(target, touch);
      return;
    }
    const press = this.presses.get(touch.identifier);
    if (!press) return;
    const dy = touch.clientY - press.y;
    if (Math.abs(touch.clientX - press.x) > TAP_SLOP || Math.abs(dy) > TAP_SLOP) {
      press.moved = true;
      clearTimeout(press.timer);
    }
    this.onDrag?.(dy, type !== 'touchmove');
    if (type === 'touchmove') return;
    clearTimeout(press.timer);
    this.presses.delete(touch.identifier);
    if (type === 'touchend' && !press.moved && !press.long && !disabledButton(target)) {
      this.tap(target, 'tap', touch);
    }
  }

  private begin(target: EventTarget | null, touch: Touch): void {
    const press: Press = {
      target,
      x: touch.clientX,
      y: touch.clientY,
      moved: false,
      long: false,
      timer: 0,
    };
    press.timer = window.setTimeout(() => {
      press.long = hasListener(target, ['longpress', 'longtap']);
      this.tap(target, 'longpress', touch);
      this.tap(target, 'longtap', touch);
    }, LONG_PRESS_MS);
    this.presses.set(touch.identifier, press);
  }

  private tap(target: EventTarget | null, type: string, touch: Touch): void {
    if (type === 'tap') tapped();
    const detail = { x: touch.pageX, y: touch.pageY };
    dispatch(target, type, detail, { touches: [touch], changedTouches: [touch] });
  }
}

/** A tap after a long press is only swallowed when something listens to the long press. */
function hasListener(from: EventTarget | null, types: string[]): boolean {
  for (let node = ownerOf(from); node; node = parentOf(node)) {
    const { listeners } = (node as unknown as { _$eventTarget: { listeners: object } })
      ._$eventTarget;
    if (types.some((type) => type in listeners)) return true;
  }
  return false;
}

function parentOf(node: GlassElement): GlassElement | null {
  return node.parentNode ?? node.ownerShadowRoot?.getHostNode() ?? null;
}

const disabledButton = (target: EventTarget | null): boolean =>
  Boolean((target as Element | null)?.closest?.('wx-button[disabled]'));

const plain = ({ identifier, pageX, pageY, clientX, clientY }: Touch): Touch => ({
  identifier,
  pageX,
  pageY,
  clientX,
  clientY,
});
