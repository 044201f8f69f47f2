/**
 * How a built-in component is written here: its properties with their defaults, and a set-up that
 * works on the host element in the page document.
 */
import type { GeneralComponent } from 'glass-easel';
import { BUILT_IN_TAGS } from '../backend';
import type { World } from '../env';
import { glassEasel } from '../framework';
import { COMMON, type PropertyDefault, show } from './common';
import { elementOf, fieldOf, Host } from './host';
import { hover } from './hover';

export type { Host };

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

interface Instance {
  host: Host;
  behaviour: Behaviour;
}

/** On the element itself: of thousands a weak map makes every collection of garbage slow. */
const INSTANCE = Symbol('built-in');

/** The instance behind a host element, or undefined: boxes have none. */
export const instanceOf = (element: Element): Instance | undefined =>
  (element as Element & { [INSTANCE]?: Instance })[INSTANCE];

/** All instances below an element, in the document's order. */
export const instancesIn = (element: Element) =>
  [...element.querySelectorAll('*')].flatMap((one) => instanceOf(one) ?? []);

export function register({ space }: World, builtIns: readonly BuiltIn[]): void {
  const components = space.getComponentSpace();
  for (const builtIn of builtIns) {
    BUILT_IN_TAGS.add(builtIn.name);
    const properties = { ...COMMON, ...builtIn.properties };
    const observers: Record<string, (this: GeneralComponent) => void> = {};
    for (const name of Object.keys(properties)) {
      observers[name] = function () {
        change(this, name);
      };
    }
    const hovers = properties.hoverClass !== '';
    const definition = components.defineComponent<
      Record<string, unknown>,
      Record<string, { type: typeof String; value: string }>,
      Record<string, () => void>
    >({
      is: `wx-built-in/${builtIn.name}`,
      // Nobody but the set-up sees these data: a page has thousands of them, and needs no copies.
      options: { dataDeepCopy: glassEasel.DeepCopyKind.None },
      properties: mapTypes(properties),
      observers: observers as Record<string, () => void>,
      lifetimes: lifetimesOf(builtIn, hovers),
    });
    components.setGlobalUsingComponent(builtIn.name, definition.general());
  }
}

const lifetimesOf = (builtIn: BuiltIn, hovers: boolean) => ({
  created(this: unknown) {
    const component = this as GeneralComponent;
    begin(component, builtIn);
    if (hovers) hover(component, (name) => fieldOf(component, name));
  },
  attached(this: unknown) {
    const instance = instanceBehind(this as GeneralComponent);
    if (!instance) return;
    instance.behaviour.attached?.();
    for (const name of Object.keys(builtIn.properties ?? {})) instance.behaviour.changed?.(name);
  },
  detached(this: unknown) {
    const instance = instanceBehind(this as GeneralComponent);
    instance?.behaviour.detached?.();
    instance?.host.leave();
  },
});

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

function instanceBehind(component: GeneralComponent): Instance | undefined {
  const element = elementOf(component);
  return element ? instanceOf(element) : undefined;
}

const NONE: Behaviour = {};

function begin(component: GeneralComponent, builtIn: BuiltIn): void {
  const element = elementOf(component);
  if (!element) return;
  const host = new Host(component, element);
  const behaviour = builtIn.setup?.(host) ?? NONE;
  Object.assign(element, { [INSTANCE]: { host, behaviour } });
}

function change(component: GeneralComponent, name: string): void {
  const element = elementOf(component);
  if (!element) return;
  const value = fieldOf(component, name);
  if (show(element, name, value)) return;
  if (name === 'hoverClass') hover(component, (asked) => fieldOf(component, asked));
  instanceOf(element)?.behaviour.changed?.(name);
}
