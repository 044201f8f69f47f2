/** What is written first: one question for each friend and thing, all at once. */
import { addDays } from '../../../miniprogram/contract/activity';
import type { Database } from '../cloud/races';
import { GROUP, othersOf, uidOf } from './population';

const one = async (db: Database, collection: string, id: string): Promise<unknown> =>
  db
    .collection(collection)
    .doc(id)
    .get()
    .catch(() => null);

/** The day, the day before, the person and the cheers of each of `count` people. */
export async function naiveBoard(db: Database, count: number, today: number): Promise<number> {
  const uids = othersOf(count).map(uidOf);
  const rows = await Promise.all(
    uids.map((uid) =>
      Promise.all([
        one(db, 'people', uid),
        one(db, 'days', `${uid}_${today}`),
        one(db, 'days', `${uid}_${addDays(today, -1)}`),
        one(db, 'cheers', `${uid}_${today}`),
      ]),
    ),
  );
  return rows.length;
}

export const NAIVE_GROUP = GROUP - 1;
