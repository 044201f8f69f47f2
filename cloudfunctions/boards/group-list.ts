/**
 * A group's list of one day as it was at one moment, stored so that pages fit each other. It names
 * seats, not people: who left, hides or is erased is missing from every page with nothing to mend.
 */
import { addDays, DAY_SECONDS, type DayKey } from '../../miniprogram/contract/activity';
import { type AbsentRow, API_LIMITS, type BoardRow } from '../../miniprogram/contract/api';
import { dayState, settledAt } from '../../miniprogram/contract/counting';
import { peopleOf, type Shown } from '../accounts';
import { type BoardValue, boardValues } from '../activity';
import { collection, publicId } from '../cloud';
import { seatedIn } from '../groups';
import { rowsOf } from './board';
import { membersOf } from './members';

/** A row without what may change or go: the person and the cheers. */
export type ListedRow = { seat: string } & Pick<
  BoardRow,
  'rank' | 'steps' | 'sourceClass' | 'maker' | 'syncedAt' | 'reachedAt'
>;
export type ListedAbsence = { seat: string } & Pick<
  AbsentRow,
  'maker' | 'sourceClass' | 'previousSteps'
>;

export interface GroupDayDoc {
  /** `group_day_version`. */
  _id: string;
  group: string;
  day: DayKey;
  version: string;
  rows: ListedRow[];
  absent: ListedAbsence[];
  /** How many hold a rank, those who hide on a final list included. */
  ranked: number;
  /** UTC seconds at which it was so. */
  at: number;
  expiresAt: number;
}

const groupDays = collection<GroupDayDoc>('groupDays');

const listId = (group: string, day: DayKey, version: string) => `${group}_${day}_${version}`;

/** A list is made anew after this. */
const FRESH_SECONDS = 30;
/** Whoever turns pages more slowly begins again. */
const PAGED_SECONDS = 600;
/** The version of the list of a day that takes nothing more: there is one, whoever makes it. */
export const FINAL = 'final';

/** The list of a version, or null when it is no longer there. */
export const storedList = (group: string, day: DayKey, version: string) =>
  groupDays.get(listId(group, day, version));

/** The newest list, if it is new enough; null asks to make one. */
export async function freshList(
  group: string,
  day: DayKey,
  at: number,
): Promise<GroupDayDoc | null> {
  const [latest] = await groupDays.find({
    where: { group, day },
    orderBy: { field: 'at', order: 'desc' },
    limit: 1,
    fields: ['_id', 'group', 'day', 'version', 'rows', 'absent', 'ranked', 'at', 'expiresAt'],
  });
  if (!latest || latest.version === FINAL) return latest ?? null;
  const final = dayState(day, at).state === 'final';
  return !final && at - latest.at < FRESH_SECONDS ? latest : null;
}

/** A list that was just made, and what was read for it. */
export interface Made {
  list: GroupDayDoc;
  /** Who sits where. */
  sitting: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, Shown>;
  /** By `dayId`. */
  values: ReadonlyMap<string, BoardValue>;
}

/** Makes and stores the list: three queries, whatever the size of the group. */
export async function makeList(group: string, day: DayKey, at: number): Promise<Made> {
  const seated = (await seatedIn(group)).filter((member) => member.at < settledAt(day));
  const uids = seated.map(({ uid }) => uid);
  const [people, values] = await Promise.all([
    peopleOf(uids),
    boardValues(uids, [day, addDays(day, -1)]),
  ]);
  const friends = seated.map(({ uid, at: since }) => ({ uid, since, over: false }));
  const members = membersOf(friends, people, day, at);
  const all = rowsOf({ day, at, own: '', members, values, cheers: new Map() });
  const seats = new Map(seated.map(({ uid, seat }) => [uid, seat]));
  const final = dayState(day, at).state === 'final';
  const version = final ? FINAL : publicId();
  const list: GroupDayDoc = {
    ...{ _id: listId(group, day, version), group, day, version, at },
    rows: all.rows.map(({ uid, rank, steps, sourceClass, maker, syncedAt, reachedAt }) => {
      return { seat: seats.get(uid)!, rank, steps, sourceClass, maker, syncedAt, reachedAt };
    }),
    absent: all.absent.map(({ uid, maker, sourceClass, previousSteps }) => {
      return { seat: seats.get(uid)!, maker, sourceClass, previousSteps };
    }),
    ranked: all.ranked,
    expiresAt: at + (final ? API_LIMITS.groupDays * DAY_SECONDS : PAGED_SECONDS),
  };
  const sitting = new Map(seated.map(({ uid, seat }) => [seat, uid]));
  const stored = (await groupDays.add(list)) ? list : ((await groupDays.get(list._id)) ?? list);
  return { list: stored, sitting, people, values };
}
