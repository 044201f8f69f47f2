import type { BandDay } from '../../miniprogram/contract/activity';
import { mergeBandDays } from '../../miniprogram/contract/counting';
import { type Scope, transact } from '../cloud';
import { recount } from './count';
import { difference } from './difference';
import { type BandDayDoc, bandDayId, bandDays, type DayDoc, dayId, days } from './store';

export interface Origin {
  uid: string;
  band: string;
  maker: string | null;
  virtual: boolean;
}

/**
 * Merges one band day into what is stored and counts the person's day anew, both or neither. The
 * merge is a maximum per slot, so phones may send in any order and as often as they like.
 */
export function saveDay(
  origin: Origin,
  sent: BandDay,
  at: number,
): Promise<{ changed: number; day: DayDoc; before: DayDoc | null }> {
  return transact(async (scope) => {
    const merged = await mergeBandDay(scope, origin, sent);
    const stored = days.within(scope);
    const before = await stored.get(dayId(origin.uid, sent.day));
    const sources = [merged.doc];
    for (const band of before?.bands ?? []) {
      if (band === origin.band) continue;
      const other = await bandDays.within(scope).get(bandDayId(origin.uid, band, sent.day));
      if (other) sources.push(other);
    }
    const day = recount(origin.uid, sent.day, sources, before, at);
    await stored.put(day);
    return { changed: merged.changed, day, before };
  });
}

async function mergeBandDay(
  scope: Scope,
  { uid, band, maker, virtual }: Origin,
  sent: BandDay,
): Promise<{ changed: number; doc: BandDayDoc }> {
  const stored = bandDays.within(scope);
  const id = bandDayId(uid, band, sent.day);
  const known = await stored.get(id);
  const { raises, changed } = difference(known, sent);
  if (!known) {
    const doc: BandDayDoc = { _id: id, uid, band, maker, virtual, ...sent };
    await stored.put(doc);
    return { changed, doc };
  }
  if (changed > 0) await stored.raise(id, raises);
  return { changed, doc: { ...known, ...mergeBandDays(known, sent) } };
}
