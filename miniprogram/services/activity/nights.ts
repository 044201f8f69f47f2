/** Pieces of sleep as the sleeps they make: what lies close together is one. */
import type { SleepSpan } from '../../contract/activity';

/** Pieces further apart than this are two sleeps. */
const APART_SECONDS = 2 * 3600;

/** Sleeps in the order of time, each in pieces in the order of time; pieces may overlap. */
export function sleepsOf(spans: readonly SleepSpan[]): SleepSpan[][] {
  const sleeps: SleepSpan[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start - end > APART_SECONDS) sleeps.push([]);
    sleeps[sleeps.length - 1]!.push(span);
    end = Math.max(end, endOf(span));
  }
  return sleeps;
}

const endOf = ({ start, seconds }: SleepSpan): number => start + seconds;

/**
 * What is known of a band's sleep after it told more: by start. A night told anew takes the place of
 * all that was told of it before; the beginning of one that is known to its end changes nothing. Of
 * one that `goesOn` from what was told before, that stays: bands tell evening and morning apart.
 */
export function tellSleep(
  known: Map<number, SleepSpan>,
  told: readonly SleepSpan[],
  goesOn = false,
): void {
  const before = sleepsOf([...known.values()]);
  for (const night of sleepsOf(told)) {
    if (night.every((span) => (known.get(span.start)?.seconds ?? -1) >= span.seconds)) continue;
    const from = night[0]!.start;
    const to = Math.max(...night.map(endOf));
    for (const old of before) {
      if (!old.some((span) => span.start < to && endOf(span) > from)) continue;
      for (const span of old) if (!goesOn || endOf(span) > from) known.delete(span.start);
    }
    for (const span of night) known.set(span.start, longer(known.get(span.start), span));
  }
}

const longer = (a: SleepSpan | undefined, b: SleepSpan): SleepSpan =>
  a && a.seconds > b.seconds ? a : b;
