/** Somebody who opened a group's card looks on for an hour, and is in no list. */
import type { Input, Output } from '../../miniprogram/contract/api';
import type { Call } from '../answers';
import { meter } from '../meters';
import { provenGroup } from './proof';
import { groups, memberId, members } from './store';

const VIEW_SECONDS = 3600;

/** Opens a group by WeChat's proof: who joined is a member, everybody else a guest. */
export async function openGroup(
  { proof }: Input<'group.open'>,
  { uid, at }: Call,
): Promise<Output<'group.open'>> {
  await meter(uid, 'group', at);
  const { group, openGid } = await provenGroup(proof);
  const known = await groups.get(group);
  const _id = memberId(group, uid);
  const member = (await members.get(_id))?.state === 'member';
  const until = member ? null : at + VIEW_SECONDS;
  if (until !== null) {
    if ((await members.updateWhere({ _id, state: 'guest' }, { until, at })) === 0) {
      await members.add({ _id, group, uid, state: 'guest', until, at });
    }
  }
  const mayView = member || known === null || known.guests;
  return { group, openGid, member, count: known?.n ?? 0, mayView, until };
}
