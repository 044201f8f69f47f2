import type { Place } from '../props';

const BASE = '-0000-1000-8000-00805f9b34fb';

/** The 128-bit form of a UUID of 4, 8 or 32 digits, lower case. */
export function uuid(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === 4) return `0000${lower}${BASE}`;
  return lower.length === 8 ? `${lower}${BASE}` : lower;
}

export const samePlace = (a: Place, b: Place): boolean =>
  a.characteristic === b.characteristic && a.service === b.service;
