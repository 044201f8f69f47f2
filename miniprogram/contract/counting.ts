/**
 * The counting rule, version 1. Phone and cloud run this same file; anyone can recompute a number.
 *
 * 1. A reading that spans slots is split in proportion to time, largest remainder first: the sum is
 *    exact.
 * 2. Per band, a slot (and a day counter) keeps the largest amount seen: any order, any repetition
 *    and any interruption give the same result.
 * 3. Per person and slot the largest single band counts. Nothing is ever added across sources.
 * 4. The day is the larger of the slot sum and the largest day counter. WeRun counts only on a day
 *    without band data.
 * 5. Implausible data stays with its owner and is withheld from boards, with the reason.
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
  SLOTS_PER_DAY,
} from './activity';

export const RULE_VERSION = 1;

export const LIMITS = {
  stepsPerMinute: 250,
  stepsPerDay: 60_000,
  /** A day with this pace for this long is withheld. */
  sustainedStepsPerMinute: 180,
  sustainedMinutes: 60,
  /** The same value in more than this many slots in a row is a machine. */
  equalSlots: 40,
  /** How far a band's clock may run ahead of the server. */
  futureSeconds: 300,
} as const;

/** Where a number comes from, the best first. */
export type SourceClass = 'direct' | 'counter' | 'werun' | 'virtual';

/** Why something is not counted on boards. */
export type WithheldReason =
  | 'too-many-steps'
  | 'too-fast'
  | 'machine-like'
  | 'future'
  | 'not-a-number'
  | 'virtual';

/** One source of a person's day. */
export interface DaySource extends BandDay {
  /** Band id, or "werun". */
  source: string;
  sourceClass: SourceClass;
}

/** A person's day, and where it came from. */
export interface DayTotal extends Amount {
  day: DayKey;
  ruleVersion: number;
  /** True when a distance or energy was not measured by the band but derived from steps. */
  estimated: boolean;
  /** Steps of each hour of the board day, 24 of them; what only a counter knows is in no hour. */
  hours: number[];
  /** The source that gave most of the steps, if any. */
  leading: string | null;
  sourceClass: SourceClass | null;
  /** How many sources had data. */
  sources: number;
  /** Not null: keep for the owner, keep off boards. */
  withheld: WithheldReason | null;
}

/** Derived when a band does not measure: 0.72 m and 0.034 kcal a step, an average adult's walk. */
export const ESTIMATE = { metresPerStep: 0.72, kcalPerStep: 0.034 } as const;

/** Splits a reading over its slots; keys are UTC slot numbers (`Math.floor(utc / 900)`). */
export function splitReading(reading: Reading): Map<number, Amount> {
  const parts = new Map<number, Amount>();
  const seconds = Math.max(1, reading.seconds);
  const first = Math.floor(reading.start / SLOT_SECONDS);
  const last = Math.floor((reading.start + seconds - 1) / SLOT_SECONDS);
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
  for (const reading of readings) {
    for (const [slot, amount] of splitReading(reading)) {
      if (amount.steps === 0) continue;
      const utc = slot * SLOT_SECONDS;
      const day = dayOf(utc, offsetSeconds);
      const index = (utc - dayStart(day, offsetSeconds)) / SLOT_SECONDS;
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

/** Why a slot cannot be real, or null. `now` is server time, UTC seconds. */
export function slotFault(
  day: DayKey,
  slot: number,
  amount: Amount,
  now: number,
): WithheldReason | null {
  const numbers = [amount.steps, amount.metres ?? 0, amount.kcal ?? 0];
  if (!numbers.every((value) => Number.isSafeInteger(value) && value >= 0)) return 'not-a-number';
  if (!Number.isInteger(slot) || slot < 0 || slot >= SLOTS_PER_DAY) return 'not-a-number';
  if (amount.steps > (LIMITS.stepsPerMinute * SLOT_SECONDS) / 60) return 'too-fast';
  if (dayStart(day) + slot * SLOT_SECONDS > now + LIMITS.futureSeconds) return 'future';
  return null;
}

/**
 * Why a day counter cannot be real, or null: no more than the limit for every minute that the day
 * has had so far. `now` is server time, UTC seconds.
 */
export function counterFault(day: DayKey, amount: Amount, now: number): WithheldReason | null {
  const numbers = [amount.steps, amount.metres ?? 0, amount.kcal ?? 0];
  if (!numbers.every((value) => Number.isSafeInteger(value) && value >= 0)) return 'not-a-number';
  const seconds = now + LIMITS.futureSeconds - dayStart(day);
  if (seconds < 0) return 'future';
  const most = (Math.min(seconds, DAY_SECONDS) / 60) * LIMITS.stepsPerMinute;
  return amount.steps > most ? 'too-fast' : null;
}

/** Why a whole day is kept off boards, or null. */
export function dayFault(steps: number, slots: DaySlots): WithheldReason | null {
  if (steps > LIMITS.stepsPerDay) return 'too-many-steps';
  const fast = LIMITS.sustainedStepsPerMinute * (SLOT_SECONDS / 60);
  let fastRun = 0;
  let equalRun = 0;
  let previous = 0;
  let busy = 0;
  for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
    const value = slots[slot]?.steps ?? 0;
    fastRun = value >= fast ? fastRun + 1 : 0;
    equalRun = value > 0 && value === previous ? equalRun + 1 : value > 0 ? 1 : 0;
    if (value > 0) busy++;
    if (fastRun * (SLOT_SECONDS / 60) >= LIMITS.sustainedMinutes) return 'too-fast';
    if (equalRun > LIMITS.equalSlots) return 'machine-like';
    previous = value;
  }
  return busy === SLOTS_PER_DAY ? 'machine-like' : null;
}

/** One person's day from all their sources; the order in which they are given does not matter. */
export function countDay(day: DayKey, sources: readonly DaySource[]): DayTotal {
  const used = usedSources(sources);
  const slots = bestSlots(used);
  const bySlots = total(slots);
  const counter = bestCounter(used);
  const useCounter =
    counter !== null && (bySlots.leading === null || counter.amount.steps > bySlots.amount.steps);
  const amount = useCounter ? counter.amount : bySlots.amount;
  const leading = useCounter ? counter.source : bySlots.leading;
  const leader = used.find((source) => source.source === leading);
  const estimated = amount.steps > 0 && (amount.metres === undefined || amount.kcal === undefined);
  const metres = amount.metres ?? Math.round(amount.steps * ESTIMATE.metresPerStep);
  const kcal = amount.kcal ?? Math.round(amount.steps * ESTIMATE.kcalPerStep);
  const merged: DaySlots = {};
  for (const [slot, best] of slots) merged[slot] = best.amount;
  return {
    day,
    ruleVersion: RULE_VERSION,
    steps: amount.steps,
    metres,
    kcal,
    estimated,
    hours: hourSteps(merged),
    leading,
    sourceClass: leader?.sourceClass ?? null,
    sources: used.length,
    withheld: leader?.sourceClass === 'virtual' ? 'virtual' : dayFault(amount.steps, merged),
  };
}

interface Best {
  source: string;
  amount: Amount;
}

/** Real bands if any has data, else WeRun, else virtual bands: kinds never mix. */
function usedSources(sources: readonly DaySource[]): DaySource[] {
  const filled = sources.filter(hasData).sort((a, b) => (a.source < b.source ? -1 : 1));
  const real = filled.filter((s) => s.sourceClass === 'direct' || s.sourceClass === 'counter');
  if (real.length > 0) return real;
  const werun = filled.filter((s) => s.sourceClass === 'werun');
  return werun.length > 0 ? werun : filled;
}

const hasData = (source: DaySource) =>
  source.counter !== undefined || Object.keys(source.slots).length > 0;

function bestSlots(sources: readonly DaySource[]): Map<number, Best> {
  const best = new Map<number, Best>();
  for (const source of sources) {
    for (const [key, amount] of Object.entries(source.slots)) {
      const slot = Number(key);
      const known = best.get(slot);
      if (!known || amount.steps > known.amount.steps) {
        best.set(slot, { source: source.source, amount });
      }
    }
  }
  return best;
}

/** Sums slots; a distance or energy counts only when every counted slot measured it. */
function total(slots: Map<number, Best>): { amount: Amount; leading: string | null } {
  const amount: Amount = { steps: 0, metres: 0, kcal: 0 };
  const perSource = new Map<string, number>();
  for (const { source, amount: part } of slots.values()) {
    amount.steps += part.steps;
    if (part.metres === undefined) delete amount.metres;
    else if (amount.metres !== undefined) amount.metres += part.metres;
    if (part.kcal === undefined) delete amount.kcal;
    else if (amount.kcal !== undefined) amount.kcal += part.kcal;
    perSource.set(source, (perSource.get(source) ?? 0) + part.steps);
  }
  let leading: string | null = null;
  for (const [source, steps] of perSource) {
    if (leading === null || steps > perSource.get(leading)!) leading = source;
  }
  return { amount, leading };
}

function bestCounter(sources: readonly DaySource[]): Best | null {
  let best: Best | null = null;
  for (const { source, counter } of sources) {
    if (counter && (!best || counter.steps > best.amount.steps)) best = { source, amount: counter };
  }
  return best;
}

function hourSteps(slots: DaySlots): number[] {
  const hours = new Array<number>(24).fill(0);
  for (const [key, amount] of Object.entries(slots)) {
    const hour = Math.floor((Number(key) * SLOT_SECONDS) / 3600);
    hours[hour] = (hours[hour] ?? 0) + amount.steps;
  }
  return hours;
}

/** A board's day: open until 24:00, settling until 12:00 next day, then final (Asia/Shanghai). */
export type DayState = 'open' | 'settling' | 'final';

/** The state of a board day at an instant, and when it ends (null when final). UTC seconds. */
export function dayState(day: DayKey, now: number): { state: DayState; until: number | null } {
  const end = dayStart(day) + DAY_SECONDS;
  if (now < end) return { state: 'open', until: end };
  const settled = end + DAY_SECONDS / 2;
  return now < settled ? { state: 'settling', until: settled } : { state: 'final', until: null };
}
