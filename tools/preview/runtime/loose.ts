/** What WeChat lets pass in a definition and glass-easel refuses. */

type Definition = Record<string, unknown>;
type Observer = (this: Record<string, unknown>, ...args: unknown[]) => unknown;

const record = (value: unknown): Record<string, unknown> =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;

/** Property types in a list, and observers that name a method which may not be there. */
export function withLooseNames<T extends Definition>(definition: T): T {
  const { properties, observers } = definition;
  return {
    ...definition,
    ...(properties ? { properties: mapped(record(properties), propertyOf) } : {}),
    ...(observers && !Array.isArray(observers)
      ? { observers: mapped(record(observers), observerOf) }
      : {}),
  };
}

const mapped = (given: Record<string, unknown>, map: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, map(value)]));

const TYPES: readonly unknown[] = [String, Number, Boolean, Object, Array, null];

function propertyOf(given: unknown): unknown {
  if (Array.isArray(given)) return { type: null, value: null };
  if (typeof given !== 'object' || given === null) return TYPES.includes(given) ? given : null;
  const { type, observer, ...rest } = given as Definition;
  const known = TYPES.includes(type) ? type : null;
  const several = Array.isArray(type) ? { optionalTypes: type.slice(1) } : {};
  return {
    ...rest,
    ...several,
    type: Array.isArray(type) ? type[0] : known,
    ...(observer === undefined ? {} : { observer: observerOf(observer) }),
  };
}

let depth = 0;

/** Whether an observer of a mini program runs. */
export const observing = (): boolean => depth > 0;

function observerOf(given: unknown): unknown {
  if (typeof given !== 'string' && typeof given !== 'function') return given;
  const call: Observer = function (...args) {
    const method = typeof given === 'function' ? given : this[given];
    depth += 1;
    try {
      return typeof method === 'function' ? (method.apply(this, args) as unknown) : undefined;
    } finally {
      depth -= 1;
    }
  };
  return call;
}
