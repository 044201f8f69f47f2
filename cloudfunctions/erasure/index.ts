/**
 * Everything a person owns goes: at once out of everything that anybody sees, and every row within a
 * day by the clock. May be repeated: what was begun is known until it is done.
 */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import type { Output } from '../../miniprogram/contract/api';
import { findUid } from '../accounts';
import { logFault, type Visitor } from '../answers';
import { atMost, collection, publicId } from '../cloud';
import type { Job } from '../jobs';
import { type Counts, goneByKind, sumOf } from './counts';
import { takeAway } from './walk';

export { OWNED, type Who } from './owned';

interface ErasureDoc {
  /** The person who goes. */
  _id: string;
  openid: string;
  /** Why: their own word, or WeChat's event. */
  kind: string;
  at: number;
  /** When the clock goes over it next. */
  dueAt: number;
  counts: Counts;
  /** The clock went over all of it; it looks once more. */
  cleared?: true;
  /** The id under which it will have been. */
  audit: string;
}

/** What stays: that it was done. */
interface AuditDoc {
  _id: string;
  kind: string;
  at: number;
  doneAt: number;
  counts: Counts;
}

const erasures = collection<ErasureDoc>('erasures');
const audits = collection<AuditDoc>('audits');

/** The clock looks again after this, for what was under way when the person went. */
const AGAIN_SECONDS = 3600;
const RETRY_SECONDS = 600;
/** Whoever runs this is told while there is time left. */
const ALARM_SECONDS = 20 * 3600;
const PAGE = 5;

/** More than one only when a person came back before an earlier erasure was done. */
const MOST = 10;

/**
 * Begins the erasure of the person behind an OpenID, and goes on with one that an earlier call did not
 * get through. Nobody: nothing.
 */
export async function eraseOpenid(openid: string, kind: string, at: number): Promise<void> {
  const uid = await findUid(openid);
  const fresh = { openid, kind, at, dueAt: at, counts: {}, audit: publicId() };
  if (uid) await erasures.add({ _id: uid, ...fresh });
  const fields = ['_id', 'at', 'counts'] as const;
  const begun = await erasures.find({ where: { openid }, limit: MOST, fields });
  for (const { _id, at: since, counts } of begun) {
    const taken = await takeAway({ uid: _id, openid, at: since }, false);
    await erasures.update(_id, { counts: sumOf([counts, taken]) });
  }
}

/** By the person's own word. Said again there is nobody any more, and it is done all the same. */
export async function eraseAccount({ openid, at }: Visitor): Promise<Output<'account.erase'>> {
  await eraseOpenid(openid, 'account.erase', at);
  return { until: at + DAY_SECONDS };
}

/** How far a person's erasure is. Their OpenID is all there is to know them by. */
export async function getErasure({ openid }: Visitor): Promise<Output<'erasure.get'>> {
  const fields = ['at', 'counts', 'cleared'] as const;
  const begun = await erasures.find({ where: { openid }, limit: MOST, fields });
  if (begun.length === 0) return { state: 'none' };
  return {
    state: 'running',
    until: Math.max(...begun.map(({ at }) => at)) + DAY_SECONDS,
    cleared: begun.every(({ cleared }) => cleared === true),
    gone: goneByKind(sumOf(begun.map(({ counts }) => counts))),
  };
}

/** Goes over everybody who went until nothing of them is left, and once more after an hour. */
export const erase: Job = {
  name: 'erase',
  every: 0,
  async step(_, at) {
    const due = await erasures.find({
      where: { dueAt: atMost(at) },
      orderBy: { field: 'dueAt', order: 'asc' },
      limit: PAGE,
      fields: ['_id', 'openid', 'kind', 'at', 'dueAt', 'counts', 'audit'],
    });
    for (const one of due) await goOver(one, at).catch((error) => putOff(one, at, error));
    return due.length === PAGE ? 'more' : null;
  },
};

/** What cannot be finished now keeps nobody else waiting. */
async function putOff({ _id, audit }: ErasureDoc, at: number, error: unknown): Promise<void> {
  logFault(`erasure ${audit}`, error);
  await erasures.update(_id, { dueAt: at + RETRY_SECONDS });
}

async function goOver(erasure: ErasureDoc, at: number): Promise<void> {
  const { _id, openid, kind, at: begun, audit } = erasure;
  if (at - begun > ALARM_SECONDS) logFault('erasure', new Error(`${audit} is late`));
  const taken = await takeAway({ uid: _id, openid, at: begun }, true);
  const counts = sumOf([erasure.counts, taken]);
  const nothing = Object.keys(taken).length === 0;
  if (nothing && at >= begun + AGAIN_SECONDS) {
    await audits.add({ _id: audit, kind, at: begun, doneAt: at, counts });
    await erasures.remove(_id);
  } else {
    await erasures.update(_id, { counts, cleared: true, dueAt: at + AGAIN_SECONDS });
  }
}
