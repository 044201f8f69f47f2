/** Sorts what can be real from what cannot, slot by slot: one bad slot costs one slot. */
import { type Amount, type BandDay, type DayKey, dayOf } from '../../miniprogram/contract/activity';
import type { Rejected } from '../../miniprogram/contract/api';
import {
  counterFault,
  larger,
  mergeBandDays,
  slotFault,
} from '../../miniprogram/contract/counting';

export interface Sifted {
  /** Days with something to store, oldest first; and today, of which even nothing is an answer. */
  days: BandDay[];
  rejected: Rejected[];
}

/** `at` is server time: the phone's clock has no say. */
export function sift(uploaded: readonly BandDay[], at: number): Sifted {
  const rejected: Rejected[] = [];
  const kept = new Map<DayKey, BandDay>();
  for (const day of uploaded) {
    const clean = siftDay(day, at, rejected);
    const known = kept.get(day.day);
    kept.set(day.day, known ? mergeBandDays(known, clean) : clean);
  }
  const days = [...kept.values()].filter((day) => hasData(day) || day.day === dayOf(at));
  days.sort((a, b) => a.day - b.day);
  return { days, rejected };
}

function siftDay({ day, slots, counter }: BandDay, at: number, rejected: Rejected[]): BandDay {
  const clean: BandDay = { day, slots: {} };
  for (const [key, amount] of Object.entries(slots)) {
    const slot = Number(key);
    const reason = slotFault(day, slot, amount, at);
    if (reason) rejected.push({ day, slot, reason });
    else if (amount.steps > 0) clean.slots[slot] = larger(clean.slots[slot], plain(amount));
  }
  if (counter) {
    const reason = counterFault(day, counter, at);
    if (reason) rejected.push({ day, slot: null, reason });
    else clean.counter = plain(counter);
  }
  return clean;
}

const hasData = (day: BandDay) => day.counter !== undefined || Object.keys(day.slots).length > 0;

/** Only the fields of an amount, only those that are there. */
function plain({ steps, metres, kcal }: Amount): Amount {
  return { steps, ...(metres !== undefined && { metres }), ...(kcal !== undefined && { kcal }) };
}
