/** What a Mi Band 2 needs of a session, with silence as a value. */
import type { Characteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import * as exchange from '../common/exchange';
import { type Answer, decodeAnswer } from './codec';
import { AUTH, FETCH } from './gatt';

/** Written without response (single source); all others with one (assumed). */
const COMMANDS: readonly Characteristic[] = [AUTH, FETCH];

export const tell = (session: Session, at: Characteristic, bytes: ArrayLike<number>) =>
  exchange.tell(session, at, bytes, !COMMANDS.includes(at));

/** The next answer to a command, or null after `timeoutMs` of silence. */
export async function answerTo(
  session: Session,
  at: Characteristic,
  command: number,
  timeoutMs: number,
): Promise<Answer | null> {
  const heard = await listenTo(session, at, command, timeoutMs);
  return heard?.answer ?? null;
}

/** One request and its answer, asked again when it does not come; null when it never does. */
export async function ask(
  session: Session,
  at: Characteristic,
  request: Uint8Array,
  triesMs: readonly number[],
): Promise<Answer | null> {
  const heard = await exchange.retry(triesMs, async (timeoutMs) => {
    session.drain(at);
    await tell(session, at, request);
    return listenTo(session, at, request[0]!, timeoutMs);
  });
  return heard?.answer ?? null;
}

const listenTo = (session: Session, at: Characteristic, command: number, timeoutMs: number) =>
  exchange.listen(session, at, timeoutMs, (value) => {
    const answer = decodeAnswer(value);
    return answer.ok && answer.value.command === command ? { answer: answer.value } : null;
  });
