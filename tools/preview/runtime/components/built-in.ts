/**
 * How a built-in component is written here: its properties with their defaults, and a set-up that
 * works on the host element in the page document.
 */
import type { GeneralComponent } from 'glass-easel';
import { playAnimation } from '../animation';
import { BUILT_IN_TAGS } from '../backend';
import type { World } from '../env';
import type { Caller } from '../framework';

export type PropertyDefault = string | number | boolean | readonly unknown[] | object | null;

export interface BuiltIn {
  name: string;
  /** Name (camel case) to default; the default's type is the property's type, null is any. */
  properties?: Record<string, PropertyDefault>;
  setup?(host: Host): Behaviour | undefined;
}

export interface Behaviour {
  attached?(): void;
  detached?(): void;
  /** After a property changed, and once when attached. */
  changed?(name: string): void;
  /** What a form reads and resets. */
  control?: { value(): unknown; reset(): void };
  /** What a tap on a label does. */
  activate?(): void;
  /** What selectorQuery gives as `node` or `context`. */
  node?(): unknown;
}

/** One instance as its set-up sees it. */
export interface Host {
  readonly element: HTMLElement;
  readonly component: GeneralComponent;
  readonly page: Document;
  text(name: string): string;
  number(name: string): number;
  flag(name: string): boolean;
  get(name: string): unknown;
  /** Changes an own property; model bindings follow. */
  set(name: string, value: unknown): void;
  /** An event of this component; `bubbles` as in the document of the component. */
  emit(type: string, detail?: unknown, bubbles?: boolean): void;
  /** Runs on an event that reaches this component; `from` is the element it began at. */
  on(type: string, listener: (detail: unknown, from: Element | null) => void): void;
  /** Runs when the component leaves the page. */
  later(undo: () => void): void;
}

const behaviours = new WeakMap<Element, { host: Host; behaviour: Behaviour }>();

/** The instance behind a host element, or undefined. */
export const instanceOf = (element: Element) => behaviours.get(element);

/** All instances below an element, in the document's order. */
export const instancesIn = (element: Element) =>
  [...element.querySelectorAll('*')].flatMap((one) => behaviours.get(one) ?? []);

const ARIA = {
  hidden: false,
  ariaRole: '',
  ariaLabel: '',
  ariaHidden: null,
  ariaLive: '',
  ariaChecked: null,
  ariaDisabled: null,
  ariaSelected: null,
  ariaExpanded: null,
  ariaValuenow: null,
  ariaValuemin: null,
  ariaValuemax: null,
  ariaValuetext: '',
  ariaModal: null,
  ariaLevel: null,
  ariaPressed: null,
  ariaDescribedby: '',
  ariaLabelledby: '',
  ariaHaspopup: null,
  ariaControls: '',
  ariaAtomic: null,
  ariaRelevant: '',
  ariaBusy: null,
  ariaSetsize: null,
  ariaPosinset: null,
  tabindex: null,
  role: '',
} satisfies Record<string, PropertyDefault>;

const HOVER = {
  hoverClass: '',
  hoverStopPropagation: false,
  hoverStartTime: 50,
  hoverStayTime: 400,
  animation: null,
} satisfies Record<string, PropertyDefault>;

export function register({ space }: World, builtIns: readonly BuiltIn[]): void {
  const components = space.getComponentSpace();
  for (const builtIn of builtIns) {
    const properties = { ...ARIA, ...HOVER, ...builtIn.properties };
    const observers: Record<string, (this: GeneralComponent) => void> = {};
    for (const name of Object.keys(properties)) {
      observers[name] = function () {
        change(this, name);
      };
    }
    const definition = components.defineComponent<
      Record<string, unknown>,
      Record<string, { type: typeof String; value: string }>,
      Record<string, () => void>
    >({
      is: `wx-built-in/${builtIn.name}`,
      properties: mapTypes(properties),
      observers: observers as Record<string, () => void>,
      lifetimes: {
        created() {
          begin(this as unknown as GeneralComponent, builtIn);
        },
        attached() {
          const element = elementOf(this as unknown as GeneralComponent);
          const instance = element && behaviours.get(element);
          if (!instance) return;
          instance.behaviour.attached?.();
          for (const name of Object.keys(builtIn.properties ?? {})) {
            instance.behaviour.changed?.(name);
          }
        },
        detached() {
          const element = elementOf(this as unknown as GeneralComponent);
          const instance = element && behaviours.get(element);
          instance?.behaviour.detached?.();
        },
      },
    });
    components.setGlobalUsingComponent(builtIn.name, definition.general());
    BUILT_IN_TAGS.add(builtIn.name);
  }
}

function mapTypes(
  properties: Record<string, PropertyDefault>,
): Record<string, { type: typeof String; value: string }> {
  const types = { string: String, number: Number, boolean: Boolean, object: Object };
  const typed = Object.entries(properties).map(([name, value]) => {
    const type =
      value === null
        ? null
        : Array.isArray(value)
          ? Array
          : types[typeof value as keyof typeof types];
    return [name, { type, value }];
  });
  return Object.fromEntries(typed) as Record<string, { type: typeof String; value: string }>;
}

const elementOf = (component: GeneralComponent): HTMLElement | null =>
  component.getBackendElement() as unknown as HTMLElement | null;

/** An event names the page's or component's own object, behind which the component is. */
function rawOf(target: unknown): GeneralComponent {
  const { _$: raw } = target as Partial<Caller>;
  return raw ?? (target as GeneralComponent);
}

function begin(component: GeneralComponent, builtIn: BuiltIn): void {
  const element = elementOf(component);
  if (!element) return;
  const undo: (() => void)[] = [];
  const host = hostOf(component, element, undo);
  const behaviour = { ...(builtIn.setup?.(host) ?? {}) };
  const detached = behaviour.detached;
  behaviour.detached = () => {
    detached?.();
    for (const task of undo.splice(0)) task();
  };
  behaviours.set(element, { host, behaviour });
  hover(host);
}

function hostOf(component: GeneralComponent, element: HTMLElement, undo: (() => void)[]): Host {
  const get = (name: string): unknown => (component.data as Record<string, unknown>)[name];
  return {
    element,
    component,
    page: element.ownerDocument,
    get,
    text: (name) => String(get(name) ?? ''),
    number: (name) => Number(get(name)),
    flag: (name) => Boolean(get(name)),
    set: (name, value) => component.setData({ [name]: value }),
    emit: (type, detail = {}, bubbles = false) =>
      component.triggerEvent(type, detail, { bubbles, composed: bubbles }),
    on: (type, listener) =>
      component.addListener(type, ({ detail, target }) => {
        listener(detail, elementOf(rawOf(target)));
      }),
    later: (task) => undo.push(task),
  };
}

function change(component: GeneralComponent, name: string): void {
  const element = elementOf(component);
  const instance = element && behaviours.get(element);
  if (!instance) return;
  const value = instance.host.get(name);
  if (name === 'animation') playAnimation(element, value);
  else if (name === 'hidden') element.toggleAttribute('hidden', Boolean(value));
  else if (name === 'ariaRole' || name === 'role') reflect(element, 'role', value);
  else if (name === 'tabindex') reflect(element, name, value);
  else if (name.startsWith('aria')) reflect(element, `aria-${name.slice(4).toLowerCase()}`, value);
  else instance.behaviour.changed?.(name);
}

function reflect(element: HTMLElement, name: string, value: unknown): void {
  if (value === null || value === undefined || value === '') element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/** StyleSegmentIndex.TEMP_EXTRA: a const enum that the bundle does not carry. */
const TEMPORARY_CLASSES = 3;

function hover(host: Host): void {
  let begins = 0;
  let ends = 0;
  const paint = (on: boolean) => {
    const name = on && host.text('hoverClass') !== 'none' ? host.text('hoverClass') : '';
    host.component.setNodeClass(name, TEMPORARY_CLASSES);
  };
  host.on('touchstart', () => {
    if (!host.text('hoverClass') || host.element.hasAttribute('disabled')) return;
    clearTimeout(ends);
    begins = window.setTimeout(() => paint(true), host.number('hoverStartTime'));
  });
  for (const type of ['touchend', 'touchcancel']) {
    host.on(type, () => {
      if (!host.text('hoverClass')) return;
      clearTimeout(begins);
      ends = window.setTimeout(() => paint(false), host.number('hoverStayTime'));
    });
  }
}
