/** What was told of a day, for its owner to count again, and for friends as far as they see it. */
import type { DayKey } from '../../miniprogram/contract/activity';
import type { Input, Output, ToldSource } from '../../miniprogram/contract/api';
import type { DayTotal } from '../../miniprogram/contract/counting';
import type { Call } from '../answers';
import { type BoardValue, type DayDoc, dayId, days } from './store';
import { readTold, sourceOf } from './told';

/**
 * What boards show of a person's day, with all that it was counted from; null where nothing is shown.
 */
export async function shownDay(
  uid: string,
  day: DayKey,
): Promise<{ board: BoardValue; total: DayTotal; sources: ToldSource[] } | null> {
  const counted = await days.get(dayId(uid, day));
  if (!counted?.board || counted.board.withheld !== null) return null;
  const sources = toldOf(counted).map(({ heldOff: _own, ...source }) => source);
  return { board: counted.board, total: counted.total, sources };
}

const toldOf = ({ day, told }: DayDoc): ToldSource[] =>
  told.map(readTold).map((one) => ({
    ...sourceOf(day, one),
    maker: one.maker,
    ...(one.heldOff && { heldOff: one.heldOff }),
  }));

/** All that the cloud keeps of a day of the caller's. */
export async function sourcesOf(
  { day }: Input<'activity.sources'>,
  { uid }: Call,
): Promise<Omit<Output<'activity.sources'>, 'review'>> {
  const counted = await days.get(dayId(uid, day));
  return counted
    ? { sources: toldOf(counted), total: counted.total }
    : { sources: [], total: null };
}
