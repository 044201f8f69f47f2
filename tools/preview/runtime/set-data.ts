/**
 * In WeChat setData crosses from the logic thread to the view as JSON. Here both are one thread, so
 * the crossing is imitated: what would be lost is an error, the rest arrives as a copy.
 */

/** A JSON copy of setData's argument. @throws TypeError naming the first value that cannot cross. */
export function crossing(data: Record<string, unknown>, owner: string): Record<string, unknown> {
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) throw lost(owner, key, 'undefined');
    check(value, key, owner, []);
  }
  return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
}

function check(value: unknown, path: string, owner: string, above: unknown[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw lost(owner, path, String(value));
  if (['function', 'symbol', 'bigint'].includes(typeof value))
    throw lost(owner, path, typeof value);
  if (typeof value !== 'object' || value === null) return;
  if (above.includes(value)) throw lost(owner, path, 'circular');
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      check(item, `${path}[${index}]`, owner, [...above, value]);
    });
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw lost(owner, path, value.constructor?.name ?? 'object of a class');
  }
  for (const [key, item] of Object.entries(value)) {
    check(item, `${path}.${key}`, owner, [...above, value]);
  }
}

const lost = (owner: string, path: string, what: string): TypeError =>
  new TypeError(`setData in ${owner}: "${path}" is ${what}; WeChat would lose it`);

/** Other mini programs: WeChat keeps the old value for undefined, and says so. */
export function withoutLost(
  data: Record<string, unknown>,
  owner: string,
  warn: (text: string) => void,
): Record<string, unknown> {
  const kept = Object.entries(data).filter(([key, value]) => {
    if (typeof value === 'number' && Number.isNaN(value)) warn(lost(owner, key, 'NaN').message);
    if (value === undefined) warn(lost(owner, key, 'undefined').message);
    return value !== undefined;
  });
  return Object.fromEntries(kept);
}
