/** What a Mi Band 2 needs of a session, with silence as a value. */
import { BleError, type Characteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { type Answer, decodeAnswer } from './codec';

/** Values of other kinds before the answer: more is not a band. */
const MAX_STRAYS = 64;

/** The next value, or null after `timeoutMs` of silence. */
export async function hear(
  session: Session,
  at: Characteristic,
  timeoutMs: number,
): Promise<Uint8Array | null> {
  try {
    return await session.next(at, timeoutMs);
  } catch (error) {
    if (error instanceof BleError && error.code === 'timeout') return null;
    throw error;
  }
}

/** Writes; a write whose confirmation is missing may have arrived: what follows tells. */
export async function tell(
  session: Session,
  at: Characteristic,
  bytes: ArrayLike<number>,
): Promise<void> {
  try {
    await session.write(at, Uint8Array.from(bytes));
  } catch (error) {
    if (!(error instanceof BleError) || error.code !== 'timeout') throw error;
  }
}

/** The next answer to a command, or null after `timeoutMs` of silence. */
export async function answerTo(
  session: Session,
  at: Characteristic,
  command: number,
  timeoutMs: number,
): Promise<Answer | null> {
  for (let strays = 0; strays < MAX_STRAYS; strays++) {
    const value = await hear(session, at, timeoutMs);
    if (!value) return null;
    const answer = decodeAnswer(value);
    if (answer.ok && answer.value.command === command) return answer.value;
  }
  return null;
}

/** One request and its answer, asked again when it does not come; null when it never does. */
export async function ask(
  session: Session,
  at: Characteristic,
  request: Uint8Array,
  triesMs: readonly number[],
): Promise<Answer | null> {
  for (const timeoutMs of triesMs) {
    session.drain(at);
    await tell(session, at, request);
    const answer = await answerTo(session, at, request[0]!, timeoutMs);
    if (answer) return answer;
  }
  return null;
}
