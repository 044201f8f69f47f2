import { API_LIMITS, type Input, type Notice, type Output } from '../../miniprogram/contract/api';
import type { Call } from '../answers';
import { atMost, between, oneOf, type Scope } from '../cloud';
import { type NoticeDoc, notices } from './store';

/** Something to tell: `key` makes it the same when it is noted again. */
export interface Noted {
  uid: string;
  kind: Notice['kind'];
  key: string;
  facts: Notice['facts'];
}

const idOf = ({ uid, kind, key }: Omit<Noted, 'facts'>) => `${uid}_${kind}_${key}`;

const fresh = (at: number, noted: Noted): NoticeDoc => {
  const { uid, kind, facts } = noted;
  return { _id: idOf(noted), uid, kind, at, tellAt: at, told: false, seenAt: null, facts };
};

/** What is so no more is neither shown nor told. */
export const takeBack = (noted: Omit<Noted, 'facts'>): Promise<number> =>
  notices.removeWhere({ _id: idOf(noted) });

/** Notes in a transaction what is noted in no other: its key is of this moment. */
export const noteNew = (scope: Scope, at: number, noted: Noted): Promise<void> =>
  notices.within(scope).put(fresh(at, noted));

/** Notes it in a transaction, to be told from `at` on; again changes nothing. */
export async function note(scope: Scope, at: number, noted: Noted): Promise<void> {
  const notice = fresh(at, noted);
  const stored = notices.within(scope);
  if (!(await stored.get(notice._id))) await stored.put(notice);
}

/** The same by itself. */
export async function noteOnce(at: number, noted: Noted): Promise<void> {
  await notices.add(fresh(at, noted));
}

/** A person's latest notices, newest first. */
export async function noticesOf(uid: string, at: number): Promise<Notice[]> {
  const found = await notices.find({
    where: { uid, at: between(0, at) },
    orderBy: { field: 'at', order: 'desc' },
    limit: API_LIMITS.notices,
    fields: ['kind', 'at', 'seenAt', 'facts'],
  });
  return found.map((notice) => ({
    kind: notice.kind,
    at: notice.at,
    seen: notice.seenAt !== null,
    facts: notice.facts,
  }));
}

/** Marks what was told of some kinds until an instant as seen. */
export async function markSeen(
  { until, kinds }: Input<'notice.seen'>,
  { uid, at }: Call,
): Promise<Output<'notice.seen'>> {
  const shown = atMost(Math.min(until, at));
  await notices.updateWhere({ uid, at: shown, kind: oneOf(kinds), seenAt: null }, { seenAt: at });
  return {};
}
