import { type DayKey, dayStart } from '../../miniprogram/contract/activity';
import type { Input, Output } from '../../miniprogram/contract/api';
import { settledAt } from '../../miniprogram/contract/counting';
import { isSeen, peopleOf } from '../accounts';
import { type Call, Refusal } from '../answers';
import { recordCheer } from '../cheers';
import { transact } from '../cloud';
import { takePairTurn } from '../friends';
import { bothMembers } from '../groups';
import { note } from '../notices';
import { refuseFuture } from './days';

/**
 * Cheers the day of a friend, or of another member of a group, once, while it is not over. In one
 * transaction with what the two are to each other: a cheer comes before its end, and goes with it, or
 * not at all.
 */
export async function sendCheer(
  { to, day, group }: Input<'cheer.send'>,
  { uid }: Call,
): Promise<Output<'cheer.send'>> {
  const friend = (await peopleOf([to])).get(to);
  return transact(async (scope, at) => {
    refuseFuture(day, at);
    if (to === uid) throw friendsOnly();
    const relation = await takePairTurn(scope, uid, to);
    const here = relation === 'strangers' && group !== undefined;
    if (here ? !(await bothMembers(scope, group, [uid, to])) : relation !== 'friends') {
      throw friendsOnly();
    }
    // Who hides is on no board, and there is nothing to cheer.
    if (!friend || !isSeen(friend)) throw friendsOnly();
    if (at >= settledAt(day)) throw new Refusal('day-closed', 'the day is final');
    const cheers = await recordCheer(scope, uid, to, day);
    // The first one has them told of all, in the evening of the day.
    const evening = Math.max(at, dayStart(day) + EVENING);
    if (cheers === 1) await note(scope, evening, { uid: to, ...digest(day) });
    return { cheers };
  });
}

const friendsOnly = () => new Refusal('forbidden', 'friends only');

/** 20:00. */
const EVENING = 20 * 3600;
const digest = (day: DayKey) => ({ kind: 'cheers', key: String(day), facts: { day } }) as const;
