/** Who may see a group's board, and who stands on it. */
import { API_LIMITS } from '../../miniprogram/contract/api';
import { oneOf, type Scope } from '../cloud';
import { noGroup } from './membership';
import { groups, type MemberDoc, memberId, members } from './store';

/** Somebody who may look: since when, and their seat if they stand there themselves. */
export interface Viewer {
  since: number;
  seat: string | null;
}

/** The caller as a viewer; refuses with `not-found`, also when guests may not look or their hour is over. */
export async function viewerOf(group: string, uid: string, at: number): Promise<Viewer> {
  const known = await members.get(memberId(group, uid));
  if (known?.state === 'member') return { since: known.at, seat: known.seat ?? null };
  if (!known || (known.until ?? 0) <= at) throw noGroup();
  if ((await groups.get(group))?.guests === false) throw noGroup();
  return { since: known.at, seat: null };
}

/** Whether both are members of a group, in a transaction. */
export async function bothMembers(
  scope: Scope,
  group: string,
  pair: readonly [string, string],
): Promise<boolean> {
  const stored = members.within(scope);
  for (const uid of pair) {
    if ((await stored.get(memberId(group, uid)))?.state !== 'member') return false;
  }
  return true;
}

/** Somebody on the board: their seat, and since when. */
export type Seated = Required<Pick<MemberDoc, 'uid' | 'seat' | 'at'>>;

const FIELDS = ['uid', 'seat', 'at'] as const;

/** All members of a group. */
export async function seatedIn(group: string): Promise<Seated[]> {
  const found = await members.find({
    where: { group, state: 'member' },
    limit: API_LIMITS.groupMembers,
    fields: FIELDS,
  });
  return found as Seated[];
}

/** Who sits in these seats of a group now, by seat. */
export async function peopleInSeats(
  group: string,
  seats: readonly string[],
): Promise<Map<string, string>> {
  if (seats.length === 0) return new Map();
  const found = await members.find({
    where: { group, seat: oneOf(seats) },
    limit: seats.length,
    fields: FIELDS,
  });
  return new Map((found as Seated[]).map(({ seat, uid }) => [seat, uid]));
}
