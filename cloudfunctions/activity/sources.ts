/** What was told of a day, for its owner to count again, and for friends as far as they see it. */
import type { DayKey } from '../../miniprogram/contract/activity';
import {
  API_LIMITS,
  type Input,
  type Output,
  type ToldSource,
} from '../../miniprogram/contract/api';
import type { DayTotal } from '../../miniprogram/contract/counting';
import type { Call } from '../answers';
import { type BoardValue, bandDays, dayId, days, sourceOf } from './store';

/**
 * What boards show of a person's day, with all that it was counted from; null where nothing is shown.
 */
export async function shownDay(
  uid: string,
  day: DayKey,
): Promise<{ board: BoardValue; total: DayTotal; sources: ToldSource[] } | null> {
  const [told, counted] = await Promise.all([toldOf(uid, day), days.get(dayId(uid, day))]);
  if (!counted?.board || counted.board.withheld !== null) return null;
  return { board: counted.board, total: counted.total, sources: told };
}

async function toldOf(uid: string, day: DayKey): Promise<ToldSource[]> {
  const told = await bandDays.find({
    where: { uid, day },
    // One more than bands: WeRun.
    limit: API_LIMITS.bandsPerDay + 1,
    fields: ['band', 'maker', 'day', 'virtual', 'slots', 'counter', 'counterDropped'],
  });
  return told.map((doc) => ({ ...sourceOf(doc), maker: doc.maker }));
}

/** All that the cloud keeps of a day of the caller's. */
export async function sourcesOf(
  { day }: Input<'activity.sources'>,
  { uid }: Call,
): Promise<Omit<Output<'activity.sources'>, 'review'>> {
  const [sources, counted] = await Promise.all([toldOf(uid, day), days.get(dayId(uid, day))]);
  return { sources, total: counted?.total ?? null };
}
