/**
 * Every reading, counter and piece of sleep is judged before it is kept: what nobody can have walked
 * is told as a fault and forgotten, or the maximum would never let go of it.
 */

import type { Counter, Reading, SleepSpan } from '../../../contract/activity';
import {
  counterFault,
  readingFault,
  sleepFault,
  type WithheldReason,
} from '../../../contract/counting';
import { utf8Encode } from '../../../lib/utf8';
import { type Fault, type Page, unbelieved } from '../../../protocols/driver';

export interface Sifted {
  readings: Reading[];
  counters: Counter[];
  sleep: SleepSpan[];
  /** One for every reason, with the first that it concerns. */
  faults: Fault[];
}

/** `now` is the phone's time, UTC seconds; `offsetSeconds` says where a band's day begins. */
export function sift(
  { readings, counters, sleep = [] }: Pick<Page, 'readings' | 'counters' | 'sleep'>,
  now: number,
  offsetSeconds: number,
): Sifted {
  const faults = new Map<string, Fault>();
  const only = <T>(all: readonly T[], faultIn: (one: T) => WithheldReason | null): T[] =>
    all.filter((one) => {
      const reason = faultIn(one);
      if (reason === null) return true;
      const name = reason === 'future' ? 'time-unknown' : 'range';
      if (!faults.has(name)) faults.set(name, unbelieved(name, utf8Encode(JSON.stringify(one))));
      return false;
    });
  return {
    readings: only(readings, (one) => readingFault(one, now)),
    counters: only(counters, (one) => counterFault(one.day, one, now, offsetSeconds)),
    sleep: only(sleep, (one) => sleepFault(one, now)),
    faults: [...faults.values()],
  };
}
