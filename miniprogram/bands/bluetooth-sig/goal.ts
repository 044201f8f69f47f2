/**
 * The step goal of the User Data service. A band lets a phone write only as one of its users: the
 * phone registers once with a code of its own and names that code on every connection.
 */
import { BleError } from '../../ble/link';
import type { Session } from '../../ble/session';
import type { DriverContext } from '../../protocols/driver';
import {
  decodeUserAnswer,
  decodeUserNumber,
  encodeActivityGoal,
  encodeUserNumber,
  encodeUserRequest,
  MOST_CONSENT,
  type UserAnswer,
  type UserRequest,
} from './codec';
import { CHANGES, GOAL, USER_CONTROL } from './gatt';

const ANSWER_MS = 3000;
const MOST_GOAL = 0xffffff;
const ANSWERED = { response: true };

/** A goal that cannot be set is no reason to lose a sync: rejects only when the link is down. */
export async function setGoal(
  session: Session,
  context: DriverContext,
  steps: number,
): Promise<void> {
  if (!session.find(GOAL)?.write || !session.find(USER_CONTROL)?.write) return;
  if (!context.secret) return;
  try {
    await session.subscribe(USER_CONTROL);
    if (!(await consented(session, context))) return;
    const goal = Math.min(MOST_GOAL, Math.max(0, Math.round(steps)));
    await session.write(GOAL, encodeActivityGoal({ steps: goal }), ANSWERED);
    await raiseChanges(session);
  } catch (error) {
    if (session.closed !== null || !(error instanceof BleError)) throw error;
  }
}

/** As the user this phone registered before, else as a new one. */
async function consented(session: Session, context: DriverContext): Promise<boolean> {
  const kept = /^(\d{1,3}),(\d{1,4})$/.exec(context.secret?.get() ?? '');
  if (kept) {
    const [index, consent] = [Number(kept[1]), Number(kept[2])];
    const answer = await ask(session, { op: 'consent', index, consent });
    if (answer?.result === 'success') return true;
  }
  const [high, low] = context.random(2);
  const consent = (high! * 256 + low!) % (MOST_CONSENT + 1);
  const registered = await ask(session, { op: 'register', consent });
  const index = registered?.parameters[0];
  if (registered?.result !== 'success' || index === undefined) return false;
  await context.secret?.set(`${index},${consent}`);
  return (await ask(session, { op: 'consent', index, consent }))?.result === 'success';
}

/** The answer to this request, or null when there is none. */
async function ask(session: Session, request: UserRequest): Promise<UserAnswer | null> {
  session.drain(USER_CONTROL);
  await session.write(USER_CONTROL, encodeUserRequest(request), ANSWERED);
  const answer = decodeUserAnswer(await session.next(USER_CONTROL, ANSWER_MS));
  return answer.ok && answer.value.op === request.op ? answer.value : null;
}

/** Tells the band that the profile changed. */
async function raiseChanges(session: Session): Promise<void> {
  const declared = session.find(CHANGES);
  if (!declared?.read || !declared.write) return;
  const value = await session.readOptional(CHANGES);
  const changes = decodeUserNumber('changes', value ?? new Uint8Array(0));
  if (!changes.ok) return;
  const next = encodeUserNumber('changes', (changes.value + 1) % 2 ** 32);
  await session.write(CHANGES, next, ANSWERED);
}
