/**
 * The band lets in who knows the key it was given while pairing. The key is this phone's own: made
 * once, kept before the band is told, confirmed by a tap.
 */
import type { Session } from '../../ble/session';
import { fromHex, toHex } from '../../lib/bytes';
import { BandError, type DriverContext } from '../../protocols/driver';
import {
  type Answer,
  AUTH_COMMANDS,
  encodeAskRandom,
  encodeProof,
  encodeSendKey,
  KEY_BYTES,
  OK,
  WRONG_KEY,
} from './codec';
import { AUTH } from './gatt';
import { answerTo, ask, tell } from './talk';

const TRIES_MS = [3000, 3000];
/** A person looks for the band first; whoever connects waits a minute. */
const TAP_MS = 55_000;

/** Rejects with 'refused' when nobody taps, 'no-answer' when the band says nothing. */
export async function logIn(session: Session, context: DriverContext): Promise<void> {
  await session.subscribe(AUTH, 'notification');
  const known = keyFrom(context.secret?.get() ?? null);
  if (known && (await proves(session, known))) return;
  // Never paired, or with another phone since.
  const key = known ?? (await newKey(context));
  context.askWearer?.();
  await pair(session, key);
  if (!(await proves(session, key))) throw new BandError('refused', 'the band takes no key');
}

/** Whether the band takes our proof. */
async function proves(session: Session, key: Uint8Array): Promise<boolean> {
  const { rest } = sure(await ask(session, AUTH, encodeAskRandom(), TRIES_MS));
  if (rest.length < KEY_BYTES) return false;
  const proof = encodeProof(key, rest.slice(0, KEY_BYTES));
  const { result } = sure(await ask(session, AUTH, proof, TRIES_MS));
  if (result === OK) return true;
  if (result === WRONG_KEY) return false;
  throw new BandError('refused', `the band refuses us: ${result}`);
}

async function pair(session: Session, key: Uint8Array): Promise<void> {
  session.drain(AUTH);
  await tell(session, AUTH, encodeSendKey(key));
  const answer = await answerTo(session, AUTH, AUTH_COMMANDS.sendKey, TAP_MS);
  if (answer?.result !== OK) throw new BandError('refused', 'nobody tapped the band');
}

async function newKey({ random, secret }: DriverContext): Promise<Uint8Array> {
  const key = random(KEY_BYTES);
  await secret?.set(`1;${toHex(key)}`);
  return key;
}

/** Total: null for anything but what `newKey` kept. */
export function keyFrom(text: string | null): Uint8Array | null {
  const match = /^1;([0-9a-f]{32})$/.exec(text ?? '');
  return match ? fromHex(match[1]!) : null;
}

function sure(answer: Answer | null): Answer {
  if (answer) return answer;
  throw new BandError('no-answer', 'the band does not answer');
}
