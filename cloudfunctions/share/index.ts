/** Days shared outside: frozen at that moment, reached by an unguessable id, gone after 30 days. */
import { DAY_SECONDS, type DayKey } from '../../miniprogram/contract/activity';
import { API_LIMITS, type Input, type Output, type Snapshot } from '../../miniprogram/contract/api';
import type { DayTotal } from '../../miniprogram/contract/counting';
import { goalOn } from '../../miniprogram/contract/goals';
import { maskName, mayAppear, ownTurn, peopleOf, personOf } from '../accounts';
import { countedDay } from '../activity';
import { type Call, Refusal } from '../answers';
import { aheadOn } from '../boards';
import { atLeast, below, collection, programCode, secretId, transact } from '../cloud';
import { meter } from '../meters';

export interface ShareDoc {
  _id: string;
  uid: string;
  name: string;
  day: DayKey;
  total: DayTotal;
  goal: number;
  maker: string | null;
  /** Absent in those of before it was kept. */
  ahead?: number | null;
  expiresAt: number;
}

const shares = collection<ShareDoc>('shares');

/** Where a share opens; its id is the scene. */
const SHARE_PAGE = 'packages/share/day/day';

const LIFE = API_LIMITS.shareDays * DAY_SECONDS;

/**
 * Freezes one of the caller's days. Its band is left out, an address is nobody else's business; so
 * is whether boards withhold it. A day that would look the same as a share of the last 24 hours
 * takes up that one, with the end it has.
 */
export async function createShare(
  { day }: Input<'share.create'>,
  { uid, at: asked }: Call,
): Promise<Snapshot> {
  await meter(uid, 'share', asked);
  const [counted, person] = await Promise.all([countedDay(uid, day), personOf(uid)]);
  if (!counted) throw new Refusal('not-found', 'no data on this day');
  const content = {
    name: maskName(person.name),
    day,
    total: { ...counted.total, leading: null, withheld: null },
    goal: goalOn(person.goals, day),
    maker: counted.maker,
  };
  const ahead = counted.total.withheld ? null : await aheadOn(day, counted.total.steps);
  await shares.removeWhere({ uid, expiresAt: below(asked) });
  const id = secretId();
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const open = await shares.find({
      where: { uid, expiresAt: atLeast(at + 1) },
      limit: API_LIMITS.openShares,
      fields: ['_id', 'uid', 'name', 'day', 'total', 'goal', 'maker', 'ahead', 'expiresAt'],
    });
    const fresh = open.filter(({ expiresAt }) => expiresAt > at + LIFE - DAY_SECONDS);
    const same = fresh.find((share) => sameContent(share, content));
    if (same) return viewShare(same);
    if (open.length >= API_LIMITS.openShares) throw new Refusal('too-many', 'shares');
    const share: ShareDoc = { _id: id, uid, ...content, ahead, expiresAt: at + LIFE };
    await shares.within(scope).put(share);
    return viewShare(share);
  });
}

/** What makes two shares look the same; how the others walked meanwhile does not. */
type Content = Omit<ShareDoc, '_id' | 'uid' | 'ahead' | 'expiresAt'>;

const sameContent = (a: Content, b: Content) =>
  a.name === b.name &&
  a.day === b.day &&
  a.goal === b.goal &&
  a.maker === b.maker &&
  JSON.stringify(a.total.hours) === JSON.stringify(b.total.hours) &&
  a.total.steps === b.total.steps;

/** What anyone with the id may see while its owner may be seen; needs no account. */
export async function openShare({ id }: Input<'share.open'>, at: number): Promise<Snapshot> {
  const share = await shares.get(id);
  if (!share || share.expiresAt <= at) throw new Refusal('share-gone', 'expired or withdrawn');
  const owner = (await peopleOf([share.uid])).get(share.uid);
  if (!owner || !mayAppear(owner)) throw new Refusal('share-gone', 'its owner shares nothing');
  // A name that was taken back is on no share either.
  return viewShare({ ...share, name: maskName(owner.name) });
}

/** Takes a share of the caller's back. One that is gone already needs no taking back. */
export async function revokeShare(
  { id }: Input<'share.revoke'>,
  { uid }: Call,
): Promise<Record<string, never>> {
  await shares.removeWhere({ _id: id, uid });
  return {};
}

/** The caller's that still open. */
export async function listShares({ uid, at }: Call): Promise<Output<'share.list'>> {
  const open = await shares.find({
    where: { uid, expiresAt: atLeast(at + 1) },
    orderBy: { field: 'expiresAt', order: 'desc' },
    limit: API_LIMITS.openShares,
    fields: ['_id', 'day', 'total', 'expiresAt'],
  });
  return {
    shares: open.map(({ _id: id, day, total, expiresAt }) => ({
      ...{ id, day, steps: total.steps, expiresAt },
    })),
  };
}

/** A code for the caller's poster. What it opens is the caller's own, and opens already. */
export async function shareCode(
  { id }: Input<'share.code'>,
  { uid, at }: Call,
): Promise<Output<'share.code'>> {
  await meter(uid, 'code', at);
  if (id !== undefined) {
    const share = await shares.get(id);
    if (share?.uid !== uid || share.expiresAt <= at) throw new Refusal('share-gone', 'not open');
  }
  const code = id ? programCode(SHARE_PAGE, id) : programCode('pages/today/today', 'poster');
  const { contentType, buffer } = await code;
  return { type: contentType, base64: buffer.toString('base64') };
}

function viewShare({ _id: id, ahead = null, ...share }: ShareDoc): Snapshot {
  const { name, day, total, goal, maker, expiresAt } = share;
  return { id, name, day, total, goal, maker, ahead, expiresAt };
}
