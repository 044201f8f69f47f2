import { addDays, type BandDay, type DayKey, dayOf } from '../../miniprogram/contract/activity';
import { API_LIMITS, type Input, type Output, type OwnDay } from '../../miniprogram/contract/api';
import type { DayTotal } from '../../miniprogram/contract/counting';
import { goalOn, goalsBetween } from '../../miniprogram/contract/goals';
import { type PersonDoc, personOf } from '../accounts';
import { type Call, Refusal } from '../answers';
import { between, MAX_LIMIT, oneOf } from '../cloud';
import { keptOff, OWN_DAY, ownDay } from './own-day';
import { type BoardValue, type DayDoc, dayId, days } from './store';
import { readTold } from './told';

/** A person's counted days, oldest first; days without data are not in there. */
export async function daysBetween(uid: string, from: DayKey, to: DayKey): Promise<OwnDay[]> {
  const found = await days.findParts<Pick<DayDoc, 'total' | 'told'>>({
    where: { uid, day: between(from, to) },
    orderBy: { field: 'day', order: 'asc' },
    limit: API_LIMITS.historyDays,
    parts: OWN_DAY,
  });
  return found.map(ownDay);
}

/** The caller's days from `from` to `to`, both included, and the running streak. */
export async function history(
  { from, to }: Input<'activity.days'>,
  { uid, at }: Call,
): Promise<Output<'activity.days'>> {
  if (to < from) throw new Refusal('bad-input', 'to: before from');
  if (to > addDays(from, API_LIMITS.historyDays - 1)) {
    throw new Refusal('bad-input', `to: more than ${API_LIMITS.historyDays} days after from`);
  }
  const [found, person] = await Promise.all([daysBetween(uid, from, to), personOf(uid)]);
  const goals = goalsBetween(person.goals, from, to);
  return { days: found, goals, streak: await streakOf(person, dayOf(at)) };
}

/** The caller's year, a little of each day that has data, oldest first. */
export async function yearOf(
  { year }: Input<'activity.year'>,
  { uid }: Call,
): Promise<Output<'activity.year'>> {
  const [from, to] = [year * 10_000 + 101, year * 10_000 + 1231];
  const [found, person] = await Promise.all([
    days.findParts<YearPart>({
      where: { uid, day: between(from, to) },
      limit: 366,
      parts: ['day', 'total.steps', 'total.metres', 'total.withheld', 'told.heldOff'],
    }),
    personOf(uid),
  ]);
  const told = found
    .map(({ day, total, told }) => {
      const { steps, metres = 0 } = total;
      return { day, steps, metres, ...keptOff(total, told) };
    })
    .sort((a, b) => a.day - b.day);
  return { days: told, goals: goalsBetween(person.goals, from, to) };
}

/** What a year needs of a day. */
interface YearPart extends Pick<DayDoc, 'day' | 'told'> {
  total: Pick<DayTotal, 'steps' | 'metres' | 'withheld'>;
}

/** A day's count and the maker whose band gave most of it, or null without data. */
export async function countedDay(
  uid: string,
  day: DayKey,
): Promise<{ total: DayTotal; maker: string | null } | null> {
  const where = { _id: dayId(uid, day) };
  const [found] = await days.find({ where, limit: 1, fields: ['total', 'maker'] });
  return found ?? null;
}

/** The slots that a band of a person's told of these days; days of which it said nothing are not in there. */
export async function bandDaysOf(
  uid: string,
  band: string,
  keys: readonly DayKey[],
): Promise<BandDay[]> {
  if (keys.length === 0) return [];
  const where = { _id: oneOf(keys.map((day) => dayId(uid, day))) };
  const found = await days.find({ where, limit: keys.length, fields: ['day', 'told'] });
  return found.flatMap(({ day, told }) =>
    told.filter((one) => one.band === band).map((one) => ({ day, slots: readTold(one).slots })),
  );
}

/** Whether a band of a person's ever said anything. */
export const everRead = async (uid: string, band: string): Promise<boolean> =>
  (await days.find({ where: { uid, bands: band }, limit: 1, fields: ['_id'] })).length > 0;

/** What boards show of these people on these days, by `dayId`. At most 1000 in all. */
export async function boardValues(
  uids: readonly string[],
  dayKeys: readonly DayKey[],
): Promise<Map<string, BoardValue>> {
  if (uids.length === 0) return new Map();
  const ids = dayKeys.flatMap((day) => uids.map((uid) => dayId(uid, day)));
  const found = await days.find({
    where: { _id: oneOf(ids) },
    limit: ids.length,
    fields: ['_id', 'board'],
  });
  const values = new Map<string, BoardValue>();
  for (const { _id, board } of found) if (board) values.set(_id, board);
  return values;
}

/** Enough for most streaks; whoever has a longer one pays for larger pages. */
const FIRST_PAGE: number = API_LIMITS.historyDays;

/** Steps of the days with data from one day on. */
interface Told {
  from: DayKey;
  steps: ReadonlyMap<DayKey, number>;
}

/** A person's last `count` days and their streak: nothing more is read unless it is longer. */
export async function lastDays(
  person: PersonDoc,
  today: DayKey,
  count: number,
): Promise<{ days: OwnDay[]; streak: number }> {
  const from = addDays(today, 1 - count);
  const found = await daysBetween(person._id, from, today);
  const steps = new Map(found.map((total) => [total.day, total.steps]));
  return { days: found, streak: await streakOf(person, today, { from, steps }) };
}

/**
 * Days in a row, up to today or yesterday, that met the goal of their day. Counted from the days
 * themselves, so that late data makes a broken streak whole again. `told`: what is known already.
 */
async function streakOf(person: PersonDoc, today: DayKey, told?: Told): Promise<number> {
  let streak = 0;
  let expected = today;
  let known = told ?? (await toldBefore(person._id, today, FIRST_PAGE));
  for (let page = told ? FIRST_PAGE : MAX_LIMIT; ; page = MAX_LIMIT) {
    for (; expected >= known.from; expected = addDays(expected, -1)) {
      const met = (known.steps.get(expected) ?? -1) >= goalOn(person.goals, expected);
      if (met) streak++;
      else if (expected !== today) return streak;
    }
    known = await toldBefore(person._id, expected, page);
  }
}

async function toldBefore(uid: string, to: DayKey, count: number): Promise<Told> {
  const from = addDays(to, 1 - count);
  const found = await days.findParts<Walked>({
    where: { uid, day: between(from, to) },
    limit: count,
    parts: ['day', 'total.steps'],
  });
  return { from, steps: new Map(found.map(({ day, total }) => [day, total.steps])) };
}

/** What a streak needs of a day. */
interface Walked {
  day: DayKey;
  total: { steps: number };
}
