/**
 * What the cloud keeps off boards of what this phone sent: slots and counters it refused, one by
 * one. Boards are drawn without asking for a day's sources, so the phone that sent them remembers them;
 * of slots the cloud tells the others how much it is.
 * They stay in their owner's history, so today shows more than the board, and has to say so.
 */
import { addDays, type BandDay, type DayKey } from '../../contract/activity';
import type { HeldSlot, Rejected } from '../../contract/api';
import type { DaySource } from '../../contract/counting';
import { stored } from '../../phone/store';
import { mine } from '../account/index';
import { isLeftOut } from './left-out';

/** A band's refused slots of one day; null instead of a slot is the counter. */
interface Withheld {
  band: string;
  day: DayKey;
  parts: { slot: number | null; steps: number }[];
}

const kept = stored<Withheld[]>('withheld', [], Array.isArray);

/** Boards can be looked at for this long before they are final, and a few days more. */
const DAYS_KEPT = 7;

/** Takes the cloud's answer about days of a band; what it said of them before no longer counts. */
export function noteWithheld(
  band: string,
  sent: readonly BandDay[],
  rejected: readonly Rejected[],
): void {
  const days = new Map(sent.map((day) => [day.day, day]));
  const newest = Math.max(...days.keys(), ...kept.get().map(({ day }) => day));
  const others = kept.get().filter((one) => one.band !== band || !days.has(one.day));
  const news = [...days.values()].map(
    (day): Withheld => ({
      band,
      day: day.day,
      parts: rejected
        .filter((one) => one.day === day.day && !isLeftOut(one.reason))
        .map(({ slot }) => ({ slot, steps: stepsOf(day, slot) })),
    }),
  );
  const next = [...others, ...news].filter(
    ({ day, parts }) => parts.length > 0 && day > addDays(newest, -DAYS_KEPT),
  );
  if (next.length > 0 || kept.get().length > 0) kept.set(next);
}

const stepsOf = ({ slots, counter }: BandDay, slot: number | null): number =>
  (slot === null ? counter : slots[slot])?.steps ?? 0;

/** A band's counter of a day counts nowhere any more: it is kept off nothing. */
export function forgetWithheldCounter(band: string, day: DayKey): void {
  const others = kept
    .get()
    .map((one) =>
      one.band === band && one.day === day
        ? { ...one, parts: one.parts.filter(({ slot }) => slot !== null) }
        : one,
    );
  kept.set(others.filter(({ parts }) => parts.length > 0));
}

/** A day's refused slots, of each band. */
export const withheldSlots = (day: DayKey): HeldSlot[] =>
  kept
    .get()
    .filter((one) => one.day === day)
    .flatMap(({ band, parts }) =>
      parts.flatMap(({ slot, steps }) => (slot === null ? [] : { band, slot, steps })),
    );

/** What the cloud has by now, because it was reviewed, is kept off nothing. */
export function forgetTaken(day: DayKey, sources: readonly DaySource[]): void {
  if (!kept.get().some((one) => one.day === day)) return;
  const others = kept.get().map((one) => {
    const known = sources.find(({ source }) => source === one.band);
    if (one.day !== day || !known) return one;
    const isTaken = ({ slot, steps }: Withheld['parts'][number]) =>
      slot !== null && (known.slots[slot]?.steps ?? 0) >= steps;
    return { ...one, parts: one.parts.filter((part) => !isTaken(part)) };
  });
  kept.set(others.filter(({ parts }) => parts.length > 0));
}

/**
 * Steps of a day that are kept off boards: of each slot, and of the counter, the largest band's. `more` is
 * what the cloud keeps of slots, from whichever phone.
 */
export function withheldSteps(day: DayKey, more: readonly HeldSlot[] = []): number {
  const largest = new Map<number | null, number>();
  const here = kept.get().flatMap((one) => (one.day === day ? one.parts : []));
  for (const { slot, steps } of [...here, ...more]) {
    largest.set(slot, Math.max(largest.get(slot) ?? 0, steps));
  }
  const counter = largest.get(null) ?? 0;
  const slots = [...largest.values()].reduce((sum, steps) => sum + steps, 0) - counter;
  return Math.max(slots, counter);
}

/**
 * Refused steps of a day as far as they are known without asking: what this phone was told, or what the
 * cloud said at the start of the app of any other. Of a day that is withheld its total says so.
 */
export function refusedSteps(day: DayKey): number {
  const known = mine.get().days.find((one) => one.day === day);
  const elsewhere = known?.withheld === null ? (known.keptOff ?? 0) : 0;
  return Math.max(withheldSteps(day), elsewhere);
}
