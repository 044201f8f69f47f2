/** A night as an iHealth band tells it: a level every five minutes. */
import type { SleepSpan } from '../../contract/activity';
import { SLEEP_LEVELS, SLEEP_SECONDS } from './codec';

/** Adds levels from `at` on (UTC seconds) to the spans of a night; equal ones go on. */
export function addLevels(levels: Uint8Array, at: number, spans: SleepSpan[]): void {
  levels.forEach((level, index) => {
    const stage = SLEEP_LEVELS[level];
    if (!stage) return;
    const start = at + index * SLEEP_SECONDS;
    const last = spans[spans.length - 1];
    if (last?.stage === stage && last.start + last.seconds === start) {
      last.seconds += SLEEP_SECONDS;
    } else spans.push({ start, seconds: SLEEP_SECONDS, stage });
  });
}
