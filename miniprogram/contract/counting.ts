/**
 * The counting rule, version 2. Phone and cloud run these same files (this one, `slots` and `faults`);
 * anyone can recompute a number.
 *
 * 1. A reading that spans slots is split in proportion to time, largest remainder first: the sum is
 *    exact.
 * 2. Per band, a slot (and a day counter) keeps the largest amount seen: any order, any repetition
 *    and any interruption give the same result. Readings of one band that overlap are accounts of the
 *    same time: of them those count that have the most steps together.
 * 3. Per person and slot the largest single band counts. Nothing is ever added across sources.
 * 4. The day is the larger of the slot sum and the largest day counter. WeRun counts only on a day
 *    without band data.
 * 5. Implausible data stays with its owner and is withheld from boards, with the reason. So is a day that
 *    is over of which bands tell more than 1.3 times what WeRun does. What people looked at and let count
 *    is not held against it again.
 *
 * Version 2 (a day that was counted by version 1 is counted by it for ever):
 * - A day whose number is a counter's is of the class `counter`, whatever else its band measured.
 * - A distance or an energy that no body makes in the time is as if the band had not measured it.
 * - A counter of 0 says that a band was synced, and nothing against WeRun.
 */
import {
  type Amount,
  type BandDay,
  DAY_SECONDS,
  type DayKey,
  type DaySlots,
  SLOT_SECONDS,
} from './activity';
import { type Allowed, dayFault, plausible, type WithheldReason } from './faults';
import { larger } from './slots';

export { type DayState, dayState, settledAt } from './day-state';
export {
  type Allowed,
  counterFault,
  dayFault,
  isTooOld,
  LIMITS,
  plausible,
  readingFault,
  sleepFault,
  slotFault,
  type WithheldReason,
  werunFault,
} from './faults';
export {
  apart,
  apportion,
  boardCounter,
  larger,
  mergeBandDays,
  readingsToDays,
  splitReading,
} from './slots';

/** The version by which new days are counted. */
export const RULE_VERSION = 2;

/** What WeRun's steps are called where a band is. */
export const WERUN = 'werun';

/** Where a number comes from, the best first. */
export type SourceClass = 'direct' | 'counter' | 'werun' | 'virtual';

/** One source of a person's day that was read; without slots and counter it has no step yet. */
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
  /** How many sources it was counted from; 0 when nothing was read. */
  sources: number;
  /** Not null: keep for the owner, keep off boards. */
  withheld: WithheldReason | null;
}

/** Derived when a band does not measure: 0.72 m and 0.034 kcal a step, an average adult's walk. */
export const ESTIMATE = { metresPerStep: 0.72, kcalPerStep: 0.034 } as const;

/**
 * One person's day from all their sources; the order in which they are given does not matter.
 * `version` is the one by which the day was counted before, if it was; `allowed` what people looked at
 * of it and let count.
 */
export function countDay(
  day: DayKey,
  sources: readonly DaySource[],
  version = RULE_VERSION,
  allowed?: Allowed,
): DayTotal {
  const { used, slots, bySlots, counter, useCounter } = weigh(sources, version);
  const amount = useCounter ? counter.amount : bySlots.amount;
  const leading = useCounter ? counter.source : (bySlots.leading ?? used[0]?.source ?? null);
  const kind = used.find((source) => source.source === leading)?.sourceClass ?? null;
  const sourceClass = version > 1 && useCounter && kind === 'direct' ? 'counter' : kind;
  const estimated = amount.steps > 0 && (amount.metres === undefined || amount.kcal === undefined);
  const metres = amount.metres ?? Math.round(amount.steps * ESTIMATE.metresPerStep);
  const kcal = amount.kcal ?? Math.round(amount.steps * ESTIMATE.kcalPerStep);
  const merged: DaySlots = {};
  for (const [slot, best] of slots) merged[slot] = best.amount;
  return {
    day,
    ruleVersion: version,
    steps: amount.steps,
    metres,
    kcal,
    estimated,
    hours: hourSteps(merged),
    leading,
    sourceClass,
    sources: used.length,
    withheld: kind === 'virtual' ? 'virtual' : dayFault(amount.steps, merged, allowed),
  };
}

/** What of a day's sources is in its number: who counts, and of each slot or of the day the one. */
export function countedParts(
  sources: readonly DaySource[],
  version: number,
): {
  used: ReadonlySet<string>;
  /** The source of each slot. */
  slots: ReadonlyMap<number, string>;
  /** The source whose counter is the day's number, or null where the slots are. */
  counter: string | null;
} {
  const { used, slots, counter, useCounter } = weigh(sources, version);
  return {
    used: new Set(used.map(({ source }) => source)),
    slots: new Map([...slots].map(([slot, { source }]) => [slot, source])),
    counter: useCounter ? counter.source : null,
  };
}

/** Points 3 and 4 of the rule. */
function weigh(sources: readonly DaySource[], version: number) {
  const used = version > 1 ? usedSources(sources.map(believable)) : usedSourcesV1(sources);
  const slots = bestSlots(used);
  const bySlots = total(slots);
  const counter = bestCounter(used);
  const isLarger =
    counter !== null && (bySlots.leading === null || counter.amount.steps > bySlots.amount.steps);
  return {
    used,
    slots,
    bySlots,
    ...(isLarger
      ? { counter, useCounter: true as const }
      : { counter, useCounter: false as const }),
  };
}

const hasSteps = ({ slots, counter }: DaySource) =>
  (counter?.steps ?? 0) > 0 || Object.values(slots).some(({ steps }) => steps > 0);

/** A source without the distances and energies that cannot be. */
function believable(source: DaySource): DaySource {
  const slots: DaySlots = {};
  for (const [slot, amount] of Object.entries(source.slots)) {
    slots[Number(slot)] = larger(slots[Number(slot)], plausible(amount, SLOT_SECONDS / 60));
  }
  const { counter } = source;
  return { ...source, slots, ...(counter && { counter: plausible(counter, DAY_SECONDS / 60) }) };
}

interface Best {
  source: string;
  amount: Amount;
}

/**
 * Real bands if any counted a step, else WeRun if it did, else real bands that were read and have
 * none yet, else virtual bands: kinds never mix.
 */
function usedSources(sources: readonly DaySource[]): DaySource[] {
  const { real, werun, all } = kindsOf(sources);
  const walked = [real, werun].find((kind) => kind.some(hasSteps));
  if (walked) return walked.filter(hasData);
  return [real, werun].find((kind) => kind.length > 0) ?? all;
}

/** Version 1: real bands if any has data, a counter of 0 too, else WeRun, else virtual bands. */
function usedSourcesV1(sources: readonly DaySource[]): DaySource[] {
  const { real, werun, all } = kindsOf(sources.filter(hasData));
  return [real, werun].find((kind) => kind.length > 0) ?? all;
}

function kindsOf(sources: readonly DaySource[]) {
  const all = [...sources].sort((a, b) => (a.source < b.source ? -1 : 1));
  const real = all.filter((s) => s.sourceClass === 'direct' || s.sourceClass === 'counter');
  return { real, werun: all.filter((s) => s.sourceClass === 'werun'), all };
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
