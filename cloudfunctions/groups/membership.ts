/** Who is in a group's board: whoever said so there, until they say otherwise. */
import { API_LIMITS, type Input, type Output } from '../../miniprogram/contract/api';
import { ownTurn } from '../accounts';
import { type Call, Refusal } from '../answers';
import { oneOf, publicId, type Scope, transact } from '../cloud';
import { meter } from '../meters';
import { provenGroup } from './proof';
import { groups, memberId, members } from './store';

/** Takes the group's turn: who joins and leaves does so one after another. Makes it for the first one. */
async function takeGroupTurn(scope: Scope, group: string): Promise<void> {
  const stored = groups.within(scope);
  const turn = publicId();
  if (await stored.update(group, { turn })) return;
  await stored.put({ _id: group, n: 0, guests: true, turn });
}

/** Joins the group that WeChat proves one to stand in. Joining again changes nothing. */
export async function joinGroup(
  { proof }: Input<'group.join'>,
  { uid, at: asked }: Call,
): Promise<Output<'group.join'>> {
  await meter(uid, 'group', asked);
  const { group } = await provenGroup(proof);
  const _id = memberId(group, uid);
  await transact(async (scope, at) => {
    if ((await members.within(scope).get(_id))?.state === 'member') return;
    await ownTurn(scope, uid);
    await takeGroupTurn(scope, group);
    const state = 'member' as const;
    const there = await members.count({ group, state });
    if (there >= API_LIMITS.groupMembers) throw new Refusal('too-many', 'members');
    const joined = await members.count({ uid, state });
    if (joined >= API_LIMITS.groups) throw new Refusal('too-many', 'groups');
    await groups.within(scope).update(group, { n: there + 1 });
    await members.within(scope).put({ _id, group, uid, state, seat: publicId(), at });
  });
  return { group };
}

/** Leaves a group: gone from its lists at once. Who is not in it has left already. */
export async function leaveGroup(
  { group }: Input<'group.leave'>,
  { uid }: Call,
): Promise<Record<string, never>> {
  await leave(group, uid);
  return {};
}

const leave = (group: string, uid: string) =>
  transact(async (scope) => {
    const _id = memberId(group, uid);
    const known = await members.within(scope).get(_id);
    if (!known) return;
    await members.within(scope).remove(_id);
    if (known.state === 'guest') return;
    await takeGroupTurn(scope, group);
    const there = await members.count({ group, state: 'member' });
    await groups.within(scope).update(group, { n: there - 1 });
  });

/** Takes a person out of all their groups, as leaving does; how many there were. Again: none. */
export async function leaveGroups(uid: string): Promise<number> {
  const looked = await members.removeWhere({ uid, state: 'guest' });
  const own = await members.find({
    where: { uid, state: 'member' },
    limit: API_LIMITS.groups,
    fields: ['group'],
  });
  for (const { group } of own) await leave(group, uid);
  return looked + own.length;
}

/** Whether guests may see the board: its members decide. */
export async function allowGuests(
  { group, guests }: Input<'group.allow'>,
  { uid }: Call,
): Promise<Record<string, never>> {
  await transact(async (scope) => {
    const known = await members.within(scope).get(memberId(group, uid));
    if (known?.state !== 'member') throw noGroup();
    await groups.within(scope).update(group, { guests, turn: publicId() });
  });
  return {};
}

/** The groups a person is a member of. */
export async function listGroups({ uid }: Call): Promise<Output<'group.list'>> {
  const own = await members.find({
    where: { uid, state: 'member' },
    limit: API_LIMITS.groups,
    fields: ['group'],
  });
  if (own.length === 0) return { groups: [] };
  const found = await groups.find({
    where: { _id: oneOf(own.map(({ group }) => group)) },
    limit: own.length,
    fields: ['_id', 'n', 'guests'],
  });
  return { groups: found.map(({ _id, n, guests }) => ({ group: _id, count: n, guests })) };
}

export const noGroup = () => new Refusal('not-found', 'no such group of yours');
