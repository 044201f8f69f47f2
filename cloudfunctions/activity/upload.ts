import { dayOf } from '../../miniprogram/contract/activity';
import type { Input, UploadResult } from '../../miniprogram/contract/api';
import { dayState } from '../../miniprogram/contract/counting';
import type { Call } from '../answers';
import { makerOfBand, markSynced, ownBand } from '../bands';
import { oneOf } from '../cloud';
import { difference } from './difference';
import { saveDay } from './save';
import { sift } from './sift';
import { bandDayId, bandDays, type DayDoc, dayId, days } from './store';

/**
 * Takes a band's days. Slots that cannot be real are refused one by one; the rest is merged. The
 * same upload again changes nothing but the time of the last sync.
 */
export async function uploadDays(
  { band: id, days: uploaded }: Input<'activity.upload'>,
  { uid, at }: Call,
): Promise<UploadResult> {
  const band = await ownBand(id, uid);
  const origin = { uid, band: id, maker: makerOfBand(band), virtual: band.virtual };
  const { days: sent, rejected } = sift(uploaded, at);
  const result: UploadResult = { changed: 0, rejected, days: [], newSteps: 0 };
  const dayKeys = sent.map(({ day }) => day);
  const [knownBandDays, knownDays] = await Promise.all([
    byId(dayKeys.map((day) => bandDayId(uid, id, day))),
    storedDays(dayKeys.map((day) => dayId(uid, day))),
  ]);
  for (const part of sent) {
    const known = knownDays.get(dayId(uid, part.day));
    const bandDay = knownBandDays.get(bandDayId(uid, id, part.day));
    if (known && bandDay && difference(bandDay, part).changed === 0) {
      await touch(known, at);
      result.days.push(known.total);
      continue;
    }
    const { changed, day, before } = await saveDay(origin, part, at);
    result.changed += changed;
    result.days.push(day.total);
    if (part.day === dayOf(at)) result.newSteps = day.total.steps - (before?.total.steps ?? 0);
  }
  await markSynced(id, at);
  return result;
}

/** A sync that brought nothing new is still a sync: boards show its time, until the day is final. */
async function touch(day: DayDoc, at: number): Promise<void> {
  if (day.board === null || dayState(day.day, at).state === 'final') return;
  await days.raise(day._id, { 'board.syncedAt': at });
}

async function byId(ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const found = await bandDays.find({
    where: { _id: oneOf(ids) },
    limit: ids.length,
    fields: ['_id', 'slots', 'counter'],
  });
  return new Map(found.map((doc) => [doc._id, doc]));
}

async function storedDays(ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const found = await days.find({
    where: { _id: oneOf(ids) },
    limit: ids.length,
    fields: ['_id', 'uid', 'day', 'total', 'maker', 'bands', 'board'],
  });
  return new Map(found.map((doc) => [doc._id, doc]));
}
