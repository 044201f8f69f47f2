/** A group's board, a page at a time. */
import { addDays, type DayKey, dayOf } from '../../miniprogram/contract/activity';
import { API_LIMITS, type GroupBoard, type Input } from '../../miniprogram/contract/api';
import { dayState, settledAt } from '../../miniprogram/contract/counting';
import { peopleOf } from '../accounts';
import { type BoardValue, boardValues, dayId } from '../activity';
import { type Call, Refusal } from '../answers';
import { cheersOf } from '../cheers';
import { peopleInSeats, viewerOf } from '../groups';
import { refuseFuture } from './days';
import { FINAL, freshList, type GroupDayDoc, makeList, storedList } from './group-list';
import { makePage, type Reader, seatsOn } from './group-page';

export async function groupBoard(
  { group, day, version, from = 0 }: Input<'board.group'>,
  { uid, at }: Call,
): Promise<GroupBoard> {
  refuseFuture(day, at);
  if (day < addDays(dayOf(at), 1 - API_LIMITS.groupDays)) {
    throw new Refusal('bad-input', 'day: no list is kept that long');
  }
  const { since, seat } = await viewerOf(group, uid, at);
  // Who came later does not read the past.
  if (since >= settledAt(day)) return noList(day, at);
  const reader = { uid, seat, at };
  const paged = version === undefined ? null : await storedList(group, day, version);
  if (paged) return pageOf(paged, from, reader, await ownValue(uid, day));
  const fresh = await freshList(group, day, at);
  if (fresh) {
    const own = await ownValue(uid, day);
    // A list in which the caller, or their last upload, is missing is none for them.
    const came = seat === null ? 0 : since;
    const knows = fresh.version === FINAL || Math.max(own?.syncedAt ?? 0, came) < fresh.at;
    if (knows) return pageOf(fresh, 0, reader, own);
  }
  const { values, ...made } = await makeList(group, day, at);
  const seats = seatsOn(made.list, 0, seat);
  const cheers = await cheersOf(
    seats.flatMap((one) => made.sitting.get(one) ?? []),
    day,
  );
  return makePage({ ...reader, ...made, from: 0, cheers, own: values.get(dayId(uid, day)) });
}

const ownValue = async (uid: string, day: DayKey) =>
  (await boardValues([uid], [day])).get(dayId(uid, day));

/** A page of a list that was stored before. */
async function pageOf(
  list: GroupDayDoc,
  from: number,
  reader: Reader,
  own: BoardValue | undefined,
): Promise<GroupBoard> {
  const sitting = await peopleInSeats(list.group, seatsOn(list, from, reader.seat));
  const uids = [...sitting.values()];
  const [people, cheers] = await Promise.all([peopleOf(uids), cheersOf(uids, list.day)]);
  return makePage({ ...reader, list, from, sitting, people, cheers, own });
}

function noList(day: DayKey, at: number): GroupBoard {
  const state = { day, ...dayState(day, at), at, version: 'none' };
  const nobody = { withheld: null, own: null, mine: null, next: null };
  return { ...state, ...nobody, rows: [], absent: [], of: 0 };
}
