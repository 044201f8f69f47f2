/**
 * A request and its answer. Either may get lost or damaged, so a request that changes nothing when it
 * is said twice is said again; what else a band says meanwhile is passed over.
 */
import { type Characteristic, unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { BandError, type Fault } from '../../protocols/driver';

/** What a band said: the answer meant, why it cannot be read, or null for nothing. */
export type Heard<T> = { answer: T; fault?: never } | { fault: Fault; answer?: never } | null;

/** How long each try waits, ms. */
export const TRIES_MS: readonly number[] = [3000, 3000, 3000];
/** The first request of a connection may find the band not ready yet. */
export const FIRST_TRIES_MS: readonly number[] = [2000, 4000, 6000];
/** Values of other kinds before the answer: more is not a band. */
const MOST_STRAYS = 64;

/** Writes. A write whose confirmation is missing may have arrived: the answer decides. */
export async function tell(
  session: Session,
  at: Characteristic,
  bytes: ArrayLike<number>,
  response = true,
): Promise<void> {
  await unlessSilent(session.write(at, Uint8Array.from(bytes), { response }));
}

/** Listens until a value is one that is meant: `read` gives null for every other. Null for silence. */
export async function listen<T>(
  session: Session,
  at: Characteristic,
  timeoutMs: number,
  read: (value: Uint8Array) => Heard<T>,
  most = MOST_STRAYS,
): Promise<Heard<T>> {
  for (let strays = 0; strays < most; strays++) {
    const value = await unlessSilent(session.next(at, timeoutMs));
    const heard = value && read(value);
    if (!value || heard) return heard;
  }
  return null;
}

/** Tries, each as long as `triesMs` says, until one is answered; else the last damage, if there was any. */
export async function retry<T>(
  triesMs: readonly number[],
  attempt: (timeoutMs: number) => Promise<Heard<T>>,
): Promise<Heard<T>> {
  let last: Heard<T> = null;
  for (const timeoutMs of triesMs) {
    const heard = await attempt(timeoutMs);
    if (heard && !heard.fault) return heard;
    last = heard ?? last;
  }
  return last;
}

/** The answer. Rejects with 'garbage' where it was damaged, 'no-answer' where there was none. */
export function answerOf<T>(name: string, heard: Heard<T>): T {
  if (!heard) throw new BandError('no-answer', `${name}: no answer`);
  if (heard.fault) throw new BandError('garbage', `${name}: broken answer`, [heard.fault]);
  return heard.answer;
}
