/** Boards: friends compared on one day, whatever the maker of their band. */
import { addDays, dayOf } from '../../miniprogram/contract/activity';
import type { Board, Input, Output } from '../../miniprogram/contract/api';
import { dayState } from '../../miniprogram/contract/counting';
import { peopleOf, viewOf } from '../accounts';
import { boardValues } from '../activity';
import { type Call, Refusal } from '../answers';
import { cheersOf, recordCheer } from '../cheers';
import { areFriends, friendsOf } from '../friends';
import { makeBoard } from './board';

/** The caller and their friends: edges, then one query each for people, days and cheers. */
export async function friendsBoard(
  { day }: Input<'board.friends'>,
  { uid, at }: Call,
): Promise<Board> {
  refuseFuture(day, at);
  const uids = [uid, ...(await friendsOf(uid))];
  const [people, values, cheers] = await Promise.all([
    peopleOf(uids),
    boardValues(uids, [day, addDays(day, -1)]),
    cheersOf(uids, day),
  ]);
  const visible = [...people.values()].filter((person) => !person.hidden).map(viewOf);
  return makeBoard({ day, at, own: uid, people: visible, values, cheers });
}

/** Cheers a friend's day, once, while it is not final. */
export async function sendCheer(
  { to, day }: Input<'cheer.send'>,
  { uid, at }: Call,
): Promise<Output<'cheer.send'>> {
  refuseFuture(day, at);
  if (to === uid || !(await areFriends(uid, to))) throw new Refusal('forbidden', 'friends only');
  if (dayState(day, at).state === 'final') throw new Refusal('day-closed', 'the day is final');
  return { cheers: await recordCheer(uid, to, day) };
}

function refuseFuture(day: number, at: number): void {
  if (day > dayOf(at)) throw new Refusal('bad-input', 'day: has not begun');
}
