/** Days shared outside: frozen at that moment, reached by an unguessable id, gone after 30 days. */
import { DAY_SECONDS, type DayKey } from '../../miniprogram/contract/activity';
import { API_LIMITS, type Input, type Snapshot } from '../../miniprogram/contract/api';
import type { DayTotal } from '../../miniprogram/contract/counting';
import { goalOn, personOf } from '../accounts';
import { countedDay } from '../activity';
import { type Call, Refusal } from '../answers';
import { atLeast, collection, secretId } from '../cloud';
import { maskName } from './mask';

export interface ShareDoc {
  _id: string;
  uid: string;
  name: string;
  day: DayKey;
  total: DayTotal;
  goal: number;
  maker: string | null;
  expiresAt: number;
}

const shares = collection<ShareDoc>('shares');

const OPEN_SHARES = 100;

/**
 * Freezes one of the caller's days. Its band is left out: an address is nobody else's business. A
 * day that would look the same as an earlier share of it takes up that one.
 */
export async function createShare(
  { day }: Input<'share.create'>,
  { uid, at }: Call,
): Promise<Snapshot> {
  const [counted, person] = await Promise.all([countedDay(uid, day), personOf(uid)]);
  if (!counted) throw new Refusal('not-found', 'no data on this day');
  const open = await shares.find({
    where: { uid, expiresAt: atLeast(at + 1) },
    limit: OPEN_SHARES,
    fields: ['_id', 'uid', 'name', 'day', 'total', 'goal', 'maker', 'expiresAt'],
  });
  const content = {
    name: maskName(person.name),
    day,
    total: { ...counted.total, leading: null },
    goal: goalOn(person.goals, day),
    maker: counted.maker,
  };
  const expiresAt = at + API_LIMITS.shareDays * DAY_SECONDS;
  const same = open.find((share) => sameContent(share, content));
  if (same) {
    await shares.update(same._id, { expiresAt });
    return viewShare({ ...same, expiresAt });
  }
  if (open.length >= OPEN_SHARES) throw new Refusal('too-many', 'shares');
  const share: ShareDoc = { _id: secretId(), uid, ...content, expiresAt };
  await shares.add(share);
  return viewShare(share);
}

type Content = Omit<ShareDoc, '_id' | 'uid' | 'expiresAt'>;

const sameContent = (a: Content, b: Content) =>
  a.name === b.name &&
  a.day === b.day &&
  a.goal === b.goal &&
  a.maker === b.maker &&
  JSON.stringify(a.total.hours) === JSON.stringify(b.total.hours) &&
  a.total.steps === b.total.steps;

/** What anyone with the id may see; needs no account. */
export async function openShare({ id }: Input<'share.open'>, at: number): Promise<Snapshot> {
  const share = await shares.get(id);
  if (!share || share.expiresAt <= at) throw new Refusal('share-gone', 'expired or withdrawn');
  return viewShare(share);
}

/** Takes a share back. One that is gone already needs no taking back. */
export async function revokeShare(
  { id }: Input<'share.revoke'>,
  { uid }: Call,
): Promise<Record<string, never>> {
  const share = await shares.get(id);
  if (!share) return {};
  if (share.uid !== uid) throw new Refusal('not-found', 'no such share of yours');
  await shares.remove(id);
  return {};
}

function viewShare({ _id: id, name, day, total, goal, maker, expiresAt }: ShareDoc): Snapshot {
  return { id, name, day, total, goal, maker, expiresAt };
}
