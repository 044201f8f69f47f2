/** What a phone kept of a virtual band, against what was walked. */

import type { KitVirtual } from '../../../miniprogram/bands/kit';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { dayOf } from '../../../miniprogram/contract/activity';
import type { Kept } from '../../harness/sync';
import { NOW } from '../../harness/world';

type Sums = Map<number, number>;

function add(sums: Sums, key: number, steps: number): void {
  if (steps > 0) sums.set(key, (sums.get(key) ?? 0) + steps);
}

/** The first difference in words, or null when the week is as it was walked. */
export function difference(
  virtual: KitVirtual,
  kept: Kept,
  truth: readonly Walk[],
  now = NOW,
): string | null {
  const { remembers } = virtual;
  const wanted: Sums = new Map();
  const got: Sums = new Map();
  const { readings, days } = kept.summary();
  if ('grainSeconds' in remembers) {
    const piece = (at: number) => at - (at % remembers.grainSeconds);
    for (const { at, steps } of truth) add(wanted, piece(at), steps);
    for (const { start, steps } of readings) add(got, piece(start), steps);
    return compare(wanted, got, (at) => new Date(at * 1000).toISOString());
  }
  const recent = new Set(
    Array.from({ length: remembers.days }, (_, back) => dayOf(now - back * 86_400)),
  );
  for (const { at, steps } of truth) if (recent.has(dayOf(at))) add(wanted, dayOf(at), steps);
  for (const { day, steps } of days) if (recent.has(day)) add(got, day, steps);
  return compare(wanted, got, String);
}

function compare(wanted: Sums, got: Sums, name: (key: number) => string): string | null {
  for (const key of new Set([...wanted.keys(), ...got.keys()])) {
    const [want, have] = [wanted.get(key) ?? 0, got.get(key) ?? 0];
    if (want !== have) return `${name(key)}: ${have} steps instead of ${want}`;
  }
  return null;
}

/** All steps of all readings. */
export const totalOf = (kept: Kept): number =>
  kept.summary().readings.reduce((sum, { steps }) => sum + steps, 0);
