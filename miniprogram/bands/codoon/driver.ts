/**
 * Codoon bands over their own protocol: PROTOCOL.md says what is known and how well.
 *
 * 1. listen; say hello to a band this phone bound before; read id and version; bind it without hello;
 * 2. ask how many frames are stored, then its time: a clock that is right, or an empty band's, is set;
 * 3. ask for the battery and set the goal;
 * 4. read frame by frame, the next asked for ahead; a page is a day of frames;
 * 5. the last page's release erases all of them, once the count and the last frame are as they were
 *    read, and then sets a clock that was wrong.
 */

import type { GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { equalBytes } from '../../lib/bytes';
import { card } from '../../protocols/codoon';
import {
  type BandDriver,
  BandError,
  type DriverContext,
  optional,
  type Run,
  serialFor,
} from '../../protocols/driver';
import { type BandClock, judgeClock } from '../common/band-clock';
import { FIRST_TRIES_MS } from '../common/exchange';
import { offers } from '../common/offers';
import {
  COMMANDS,
  decodeBattery,
  decodeFrameCount,
  decodeId,
  decodeTime,
  decodeUserInfo,
  decodeVersion,
  encodeSetTime,
  encodeUserInfo,
  MAX_GOAL,
  STREAM_START,
  userInfoOf,
} from './codec';
import { type Cursor, cursorFromText } from './cursor';
import { Dialogue } from './dialogue';
import { DATA } from './gatt';
import { CodoonRun } from './run';

/** Product type of the Candy band, whose filter has one rule more. */
const CANDY = 13;
/** Together the tries of a first request, so that a silent band is known as fast. */
const HELLO_TRIES_MS = FIRST_TRIES_MS.slice(0, 2);
const AFTER_HELLO_TRIES_MS = FIRST_TRIES_MS.slice(2);
/** Kept on the phone: the band was bound by it. A band hands out no key. */
const BOUND = '1';
/** For a band that was never told who wears it; only its own distance depends on this. */
const SOMEONE = { heightCm: 170, weightKg: 65, age: 30, gender: 'male' } as const;

/** A real battery level cannot be written. */
const accepts = (gatt: readonly GattCharacteristic[]): boolean =>
  offers(gatt, DATA, 'write', 'writeNoResponse') && offers(gatt, DATA, 'notify');

export const codoon: BandDriver = {
  ...card,
  characteristics: [DATA],
  accepts,
  open,
};

async function open(session: Session, context: DriverContext): Promise<Run> {
  await session.subscribe(DATA, 'notification');
  const dialogue = new Dialogue(session);
  const { identity, type } = await greet(dialogue, context);
  const cursor = cursorFromText(context.cursor);
  const count = decodeFrameCount(await dialogue.ask(COMMANDS.frameCount));
  if (!count.ok) throw new BandError('garbage', 'frame count');
  const resumed = cursor && (await holdsStill(dialogue, cursor, count.value)) ? cursor : null;
  const clock = await readClock(dialogue, context, resumed);
  // A clock that is wrong is set once nothing stored depends on it: see CodoonRun.
  if (clock.state === 'right' || count.value === 0) await setClock(dialogue, context);
  const level = await dialogue.tryAsk(COMMANDS.alarmAndBattery, []);
  const battery = level?.answer ? decodeBattery(level.answer) : null;
  if (context.goal !== null) await setGoal(dialogue, context.goal);
  return new CodoonRun(dialogue, {
    identity,
    battery,
    count: count.value,
    first: resumed?.first ?? null,
    index: resumed?.index ?? 0,
    state: resumed?.state ?? STREAM_START,
    clock,
    candy: type === CANDY,
    since: (cursor?.shift === clock.shift ? cursor.since : cursor?.at) ?? 0,
    now: () => context.now(),
    offsetSeconds: context.offsetSeconds,
  });
}

/**
 * Says hello where this phone bound the band before, and binds it otherwise. How a band that was
 * bound with another phone since answers hello is in no source: whatever is no answer ends in 41.
 */
async function greet(dialogue: Dialogue, context: DriverContext) {
  const { secret, cursor } = context;
  const bound = cursor !== null || (secret?.get() ?? null) !== null;
  const hello = bound ? await dialogue.tryAsk(COMMANDS.hello, [], HELLO_TRIES_MS) : null;
  const greeted = !!hello?.answer;
  const tries = bound && !greeted ? AFTER_HELLO_TRIES_MS : FIRST_TRIES_MS;
  const id = decodeId(await dialogue.ask(COMMANDS.readId, [], tries));
  if (!id.ok) throw new BandError('garbage', 'device id');
  const serial = serialFor([id.value], dialogue, context);
  const told = await optional(dialogue.ask(COMMANDS.version));
  const version = decodeVersion(told ?? new Uint8Array(0));
  if (!greeted) {
    await dialogue.ask(COMMANDS.bind);
    await secret?.set(BOUND);
  }
  const firmware = version.ok ? { firmware: version.value.version } : {};
  return {
    identity: { serial, ...firmware },
    type: version.ok ? version.value.type : null,
  };
}

/** Whether the band still holds what the cursor was made from. */
async function holdsStill(dialogue: Dialogue, cursor: Cursor, count: number): Promise<boolean> {
  if (cursor.index >= count) return false;
  const answer = await dialogue.readFrame(0);
  return !!answer?.answer && equalBytes(answer.answer, cursor.first);
}

/** A band that does not tell its time is believed, as the maker's app does. */
async function readClock(
  dialogue: Dialogue,
  context: DriverContext,
  resumed: Cursor | null,
): Promise<BandClock> {
  const answer = await dialogue.tryAsk(COMMANDS.readTime, []);
  if (!answer?.answer) return { state: 'right', shift: context.offsetSeconds };
  const time = decodeTime(answer.answer);
  const shown = time.ok ? time.value : null;
  return judgeClock(shown, context.now(), context.offsetSeconds, resumed?.shift ?? null);
}

const setClock = (dialogue: Dialogue, context: DriverContext) =>
  dialogue.ask(COMMANDS.setTime, encodeSetTime(context.now() + context.offsetSeconds));

/** Writes the goal into the user info the band has; a band without it keeps its own goal. */
async function setGoal(dialogue: Dialogue, steps: number): Promise<void> {
  const answer = await dialogue.tryAsk(COMMANDS.readUser, []);
  if (!answer?.answer) return;
  const user = decodeUserInfo(answer.answer);
  const goal = Math.min(Math.max(Math.round(steps), 0), MAX_GOAL);
  if (!user.ok) return;
  if (user.value.goalType === 'steps' && user.value.goal === goal) return;
  const known = user.value.heightCm > 0 ? user.value : userInfoOf(SOMEONE, goal);
  const wanted = encodeUserInfo({ ...known, goalType: 'steps', goal });
  await optional(dialogue.ask(COMMANDS.writeUser, wanted));
}
