/** Who waits at which maker's desk, and what WeChat lets it answer: five in 48 hours after a word. */
import { createHash } from 'node:crypto';
import type { ThreadState } from '../../miniprogram/contract/api';
import { findUid } from '../accounts';
import { atMost, below, collection, now } from '../cloud';

export interface ThreadDoc {
  /** Made of person and maker, and names neither. */
  _id: string;
  openid: string;
  /** Whom to tell of an answer; null when they have no account. */
  uid: string | null;
  maker: string;
  state: ThreadState;
  /** The ticket of what was said last. */
  ticket: string | null;
  /** The beginning of what was said last; empty for a picture. */
  said: string;
  createdAt: number;
  /** When the person said something last (UTC seconds). */
  lastUserAt: number;
  /** Answers that WeChat takes since then. */
  left: number;
}

export const threads = collection<ThreadDoc>('threads');

export const ANSWERS = 5;
export const WINDOW_SECONDS = 48 * 3600;

/** What somebody said to a maker, and when. */
export interface Word {
  openid: string;
  maker: string;
  ticket: string | null;
  text: string;
  at: number;
}

/** Characters of it that an inbox shows. */
const SHOWN = 60;

/** Somebody said something to a maker; again, or in another order, changes nothing. */
export async function waitAt({ openid, maker, ticket, text, at }: Word): Promise<void> {
  const _id = createHash('sha256').update(`${openid}_${maker}`).digest('base64url').slice(0, 24);
  const said = [...text].slice(0, SHOWN).join('');
  const latest = { state: 'open' as const, ticket, said };
  const waiting = { ...latest, lastUserAt: at, left: ANSWERS };
  if ((await threads.updateWhere({ _id, lastUserAt: below(at) }, waiting)) > 0) return;
  if ((await threads.updateWhere({ _id, lastUserAt: atMost(at) }, latest)) > 0) return;
  const uid = await findUid(openid);
  await threads.add({ _id, openid, uid, maker, ...waiting, createdAt: Math.min(at, now()) });
}
