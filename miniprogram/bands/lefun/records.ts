/** Records of the band as readings and sleep in UTC. */

import type { Amount, Reading, SleepSpan } from '../../contract/activity';
import { HOUR } from '../common/seconds';
import type { Activity, Sleep } from './codec';
import type { List } from './dialogue';

/** A sleep mark whose next is further away than this has no end that could be believed. */
const LONGEST_SLEEP = 12 * HOUR;
/** Awake for longer is up, not awake in bed. */
const LONGEST_AWAKE = HOUR;

/**
 * What a record covers is not told. It is taken to reach to the end of its hour on the band's clock:
 * right for hours, and never on another day's side of midnight for shorter pieces. A record of the
 * hour in which the clock was set begins or ends there: no two records cover the same time.
 */
export function readingOf(
  record: Activity,
  shift: number,
  since = 0,
  until = Number.POSITIVE_INFINITY,
): Reading {
  const { at, steps, metres, kcal } = record;
  const own = at - shift;
  const whole = own + HOUR - (at % HOUR);
  const end = until > own ? Math.min(whole, until) : whole;
  const start = since > own && since < end ? since : own;
  const far = metres === null ? {} : { metres };
  const energy = kcal === null ? {} : { kcal };
  return { start, seconds: end - start, steps, ...far, ...energy };
}

/**
 * Each mark lasts until the next; the last one's end is not known yet, nor is that of one before a
 * mark that could not be read (null). `at` is UTC here.
 */
export function spansOf(marks: readonly (Sleep | null)[]): SleepSpan[] {
  const spans: SleepSpan[] = [];
  marks.forEach((mark, index) => {
    const next = marks[index + 1];
    if (!mark || !next) return;
    const { at, stage } = mark;
    const seconds = next.at - at;
    if (seconds <= 0 || seconds > (stage === 'awake' ? LONGEST_AWAKE : LONGEST_SLEEP)) return;
    spans.push({ start: at, seconds, stage });
  });
  return spans;
}

/** What of an amount the band has numbers of. */
export function amountOf(
  told: { [key in 'steps' | 'metres' | 'kcal']: number | null },
): Partial<Amount> {
  const { steps, metres, kcal } = told;
  return {
    ...(steps !== null && { steps }),
    ...(metres !== null && { metres }),
    ...(kcal !== null && { kcal }),
  };
}

/** How many records a day has; none when the band cannot date them: they are of another day. */
export const countOf = (list: List<unknown> | null): number =>
  list && [...list.records.values()].some((record) => record !== null) ? list.of : 0;

export const inOrder = <T>(records: Map<number, T> | undefined): [index: number, record: T][] =>
  [...(records ?? [])].sort(([a], [b]) => a - b);

/**
 * Sleep marks of a day in UTC, after the last one of the day before; null where one could not be read.
 * `shiftOf`: what the clock of this record was ahead of UTC, null where that is not believed.
 */
export function marksOf(
  before: Sleep | null,
  list: List<Sleep> | null,
  shiftOf: (index: number) => number | null,
): (Sleep | null)[] {
  const marks: (Sleep | null)[] = [before];
  let last = 0;
  for (const [index, mark] of inOrder(list?.records)) {
    if (index > last + 1 || !mark) marks.push(null);
    last = index;
    const shift = mark && shiftOf(index);
    if (mark && shift !== null) marks.push({ at: mark.at - shift, stage: mark.stage });
  }
  if (last < (list?.of ?? 0)) marks.push(null);
  return marks;
}
