/**
 * From readings to slots: points 1 and 2 of the counting rule (`counting.ts`). A reading that spans
 * slots is split exactly, a band's slot keeps the largest amount seen, and a civil day's counter
 * becomes a board day's only where it says something about one.
 */
import {
  type Amount,
  type BandDay,
  BOARD_OFFSET_SECONDS,
  type Counter,
  DAY_SECONDS,
  type DayKey,
  type DaySlots,
  dayOf,
  dayStart,
  type Reading,
  SLOT_SECONDS,
} from './activity';

/** Splits a reading over its slots; keys are UTC slot numbers (`Math.floor(utc / 900)`). */
export function splitReading(reading: Reading): Map<number, Amount> {
  const seconds = Math.max(1, reading.seconds);
  const first = Math.floor(reading.start / SLOT_SECONDS);
  const last = Math.floor((reading.start + seconds - 1) / SLOT_SECONDS);
  // Most lie in one: there is nothing to divide.
  if (first === last) return new Map([[first, amountIn(reading)]]);
  const parts = new Map<number, Amount>();
  const weights: number[] = [];
  for (let slot = first; slot <= last; slot++) {
    const from = Math.max(reading.start, slot * SLOT_SECONDS);
    const to = Math.min(reading.start + seconds, (slot + 1) * SLOT_SECONDS);
    weights.push(to - from);
  }
  const steps = apportion(reading.steps, weights);
  const metres = reading.metres === undefined ? null : apportion(reading.metres, weights);
  const kcal = reading.kcal === undefined ? null : apportion(reading.kcal, weights);
  weights.forEach((_, index) => {
    const amount: Amount = { steps: steps[index]! };
    if (metres) amount.metres = metres[index]!;
    if (kcal) amount.kcal = kcal[index]!;
    parts.set(first + index, amount);
  });
  return parts;
}

function amountIn({ steps, metres, kcal }: Reading): Amount {
  const amount: Amount = { steps };
  if (metres !== undefined) amount.metres = metres;
  if (kcal !== undefined) amount.kcal = kcal;
  return amount;
}

/** Divides a whole number by weights, largest remainder first; the parts sum to it exactly. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const missing = total - parts.reduce((a, b) => a + b, 0);
  exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
    .slice(0, missing)
    .forEach(({ index }) => {
      parts[index] = parts[index]! + 1;
    });
  return parts;
}

/**
 * Readings of one band without overlap: of those that cover the same time, told on one grid and then
 * on another, the ones with the most steps together. Any order and repetition gives the same.
 */
export function apart(readings: readonly Reading[]): Reading[] {
  const sorted = [...readings].sort((a, b) => a.start - b.start || a.seconds - b.seconds);
  const kept: Reading[] = [];
  let from = 0;
  let end = Number.NEGATIVE_INFINITY;
  sorted.forEach((reading, index) => {
    if (reading.start >= end && index > from) {
      kept.push(...richest(sorted.slice(from, index)));
      from = index;
    }
    end = Math.max(end, reading.start + reading.seconds);
  });
  return kept.concat(richest(sorted.slice(from)));
}

/** Of readings in the order of their start, those with the most steps of which no two overlap. */
function richest(sorted: readonly Reading[]): readonly Reading[] {
  if (sorted.length < 2) return sorted;
  const ends = [...sorted].sort((a, b) => a.start + a.seconds - b.start - b.seconds);
  /** The most steps of the first so many, and the last reading in it. */
  const best: { steps: number; last: number; before: number }[] = [
    { steps: 0, last: -1, before: 0 },
  ];
  ends.forEach(({ start, steps }, index) => {
    let before = index;
    while (before > 0 && ends[before - 1]!.start + ends[before - 1]!.seconds > start) before--;
    const taken = best[before]!.steps + steps;
    const without = best[index]!;
    best.push(taken > without.steps ? { steps: taken, last: index, before } : without);
  });
  const kept: Reading[] = [];
  for (let at = best[ends.length]!; at.last >= 0; at = best[at.before]!) kept.push(ends[at.last]!);
  return kept.reverse();
}

/** The larger of two amounts, field by field. */
export function larger(a: Amount | undefined, b: Amount): Amount {
  if (!a) return { ...b };
  const amount: Amount = { steps: Math.max(a.steps, b.steps) };
  const metres = Math.max(a.metres ?? -1, b.metres ?? -1);
  const kcal = Math.max(a.kcal ?? -1, b.kcal ?? -1);
  if (metres >= 0) amount.metres = metres;
  if (kcal >= 0) amount.kcal = kcal;
  return amount;
}

/** Merges two accounts of the same band and day by maximum; the result shares nothing with them. */
export function mergeBandDays(a: BandDay, b: BandDay): BandDay {
  const merged: BandDay = { day: a.day, slots: {} };
  for (const { slots, counter } of [a, b]) {
    for (const [key, amount] of Object.entries(slots)) {
      merged.slots[Number(key)] = larger(merged.slots[Number(key)], amount);
    }
    if (counter) merged.counter = larger(merged.counter, counter);
  }
  return merged;
}

/**
 * Sorts readings into days of slots. Readings of one call that fall into the same slot of the same
 * band are summed (a slot may hold three five-minute readings); merging with what is already known
 * is `mergeBandDays`. A caller must therefore pass whole slots, or pass all it has of a day.
 */
export function readingsToDays(
  readings: Iterable<Reading>,
  offsetSeconds = BOARD_OFFSET_SECONDS,
): Map<DayKey, DaySlots> {
  const days = new Map<DayKey, DaySlots>();
  // The day of the last slot: readings come in the order of time, mostly.
  let day = 0;
  let start = Number.NEGATIVE_INFINITY;
  for (const reading of readings) {
    for (const [slot, amount] of splitReading(reading)) {
      if (amount.steps === 0) continue;
      const utc = slot * SLOT_SECONDS;
      if (utc < start || utc >= start + DAY_SECONDS) {
        day = dayOf(utc, offsetSeconds);
        start = dayStart(day, offsetSeconds);
      }
      const index = (utc - start) / SLOT_SECONDS;
      const slots = days.get(day) ?? {};
      days.set(day, slots);
      slots[index] = sum(slots[index], amount);
    }
  }
  return days;
}

function sum(a: Amount | undefined, b: Amount): Amount {
  if (!a) return { ...b };
  const amount: Amount = { steps: a.steps + b.steps };
  if (a.metres !== undefined || b.metres !== undefined)
    amount.metres = (a.metres ?? 0) + (b.metres ?? 0);
  if (a.kcal !== undefined || b.kcal !== undefined) amount.kcal = (a.kcal ?? 0) + (b.kcal ?? 0);
  return amount;
}

/**
 * A day counter of a civil day as one of a board day, or null when it says nothing about one. What
 * was counted from local midnight until `at` belongs to a board day only when all of that time
 * does; elsewhere the slots know better, since they carry their own time (scenario R13-4).
 */
export function boardCounter(counter: Counter, offsetSeconds: number): Counter | null {
  if (offsetSeconds === BOARD_OFFSET_SECONDS) return counter;
  const from = dayStart(counter.day, offsetSeconds);
  const until = Math.min(Math.max(counter.at, from + 1), from + DAY_SECONDS);
  const day = dayOf(from);
  return day === dayOf(until - 1) ? { ...counter, day } : null;
}
