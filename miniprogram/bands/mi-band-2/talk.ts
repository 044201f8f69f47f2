/** What a Mi Band 2 needs of a session, with silence as a value. */
import { type Characteristic, unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { type Answer, decodeAnswer } from './codec';
import { AUTH, FETCH } from './gatt';

/** Written without response (single source); all others with one (assumed). */
const COMMANDS: readonly Characteristic[] = [AUTH, FETCH];

/** Values of other kinds before the answer: more is not a band. */
const MAX_STRAYS = 64;

/** Writes; a write whose confirmation is missing may have arrived: what follows tells. */
export async function tell(
  session: Session,
  at: Characteristic,
  bytes: ArrayLike<number>,
): Promise<void> {
  await unlessSilent(
    session.write(at, Uint8Array.from(bytes), { response: !COMMANDS.includes(at) }),
  );
}

/** The next answer to a command, or null after `timeoutMs` of silence. */
export async function answerTo(
  session: Session,
  at: Characteristic,
  command: number,
  timeoutMs: number,
): Promise<Answer | null> {
  for (let strays = 0; strays < MAX_STRAYS; strays++) {
    const value = await unlessSilent(session.next(at, timeoutMs));
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
