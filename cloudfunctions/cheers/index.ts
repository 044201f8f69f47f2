/** Cheers: one document per receiver and day with its senders, so a sender counts once a day. */
import type { DayKey } from '../../miniprogram/contract/activity';
import { collection, oneOf, type Scope, without } from '../cloud';

export interface CheersDoc {
  /** `to_day`. */
  _id: string;
  to: string;
  day: DayKey;
  from: string[];
}

const cheers = collection<CheersDoc>('cheers');

const cheersId = (to: string, day: DayKey) => `${to}_${day}`;

/** Records a cheer, again or for the first time; returns how many the receiver has that day. */
export async function recordCheer(
  scope: Scope,
  from: string,
  to: string,
  day: DayKey,
): Promise<number> {
  const stored = cheers.within(scope);
  const known = await stored.get(cheersId(to, day));
  if (known?.from.includes(from)) return known.from.length;
  const all = [...(known?.from ?? []), from];
  await stored.put({ _id: cheersId(to, day), to, day, from: all });
  return all.length;
}

/** How many cheered somebody's day. */
export const countCheers = async (to: string, day: DayKey): Promise<number> =>
  (await cheers.get(cheersId(to, day)))?.from.length ?? 0;

/** Who cheered these people on a day, by receiver. At most 1000 people. */
export async function cheersOf(
  uids: readonly string[],
  day: DayKey,
): Promise<Map<string, readonly string[]>> {
  if (uids.length === 0) return new Map();
  const found = await cheers.find({
    where: { _id: oneOf(uids.map((uid) => cheersId(uid, day))) },
    limit: uids.length,
    fields: ['to', 'from'],
  });
  return new Map(found.map(({ to, from }) => [to, from]));
}

/** Takes back every cheer between two people, both ways. */
export async function forgetCheers(a: string, b: string): Promise<void> {
  await cheers.updateWhere({ to: a, from: b }, { from: without(b) });
  await cheers.updateWhere({ to: b, from: a }, { from: without(a) });
}
