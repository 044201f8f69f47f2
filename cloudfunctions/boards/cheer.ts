import type { Input, Output } from '../../miniprogram/contract/api';
import { settledAt } from '../../miniprogram/contract/counting';
import { peopleOf } from '../accounts';
import { type Call, Refusal } from '../answers';
import { recordCheer } from '../cheers';
import { transact } from '../cloud';
import { takeFriendshipTurn } from '../friends';
import { refuseFuture } from './days';

/**
 * Cheers a friend's day, once, while it is not over. In one transaction with the friendship: a cheer
 * comes before its end, and goes with it, or not at all.
 */
export async function sendCheer(
  { to, day }: Input<'cheer.send'>,
  { uid }: Call,
): Promise<Output<'cheer.send'>> {
  const friend = (await peopleOf([to])).get(to);
  return transact(async (scope, at) => {
    refuseFuture(day, at);
    if (to === uid || !(await takeFriendshipTurn(scope, uid, to))) throw friendsOnly();
    // Who hides is on no board, and there is nothing to cheer.
    if (!friend || friend.hidden) throw friendsOnly();
    if (at >= settledAt(day)) throw new Refusal('day-closed', 'the day is final');
    return { cheers: await recordCheer(scope, uid, to, day) };
  });
}

const friendsOnly = () => new Refusal('forbidden', 'friends only');
