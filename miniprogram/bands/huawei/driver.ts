/** Huawei Link Protocol v2, phone side: meets the band, sets its clock, reads what it remembers. */
import { type GattCharacteristic, sameCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { cursorFor } from '../../lib/cursor-for';
import { type BandDriver, BandError, type BandIdentity, type DriverContext } from '../driver';
import { addressOf } from './auth';
import { type BandTime, bandTimeOf, RIGHT } from './band-time';
import { cursorFromText } from './cursor';
import { Dialogue } from './dialogue';
import { NOTIFY, SERVICE, WRITE } from './gatt';
import { logIn } from './login';
import {
  batteryRequest,
  decodeBattery,
  decodeClock,
  decodeProductInfo,
  productInfoRequest,
  setGoalRequest,
  setTimeRequest,
} from './messages';
import { HistoryRun } from './run';
import type { Tlv } from './tlv';

/** Clocks drift: a cursor this far ahead of the band's was made by it. */
const AHEAD_SECONDS = 120;

/** Bands that use Bluetooth LE; watches of the same makers use classic Bluetooth. */
const NAMES = [
  ...[3, 4, 5, 6, 7].map((model) => `Honor Band ${model}-`),
  ...['2', '2 Pro', '3', '3 Pro', '3e', '4', '4 Pro', '4e', '6', '7', '8', '9'].map(
    (model) => `Huawei Band ${model}-`,
  ),
];

export const huawei = {
  id: 'huawei',
  match: { priority: 60, names: NAMES, services: [SERVICE] },
  characteristics: [WRITE, NOTIFY],
  features: {
    steps: 'several-implementations',
    history: 'single-source',
    distance: 'single-source',
    energy: 'several-implementations',
    sleep: 'single-source',
    battery: 'several-implementations',
    time: 'several-implementations',
    goal: 'single-source',
  },

  accepts: (gatt: readonly GattCharacteristic[]) =>
    gatt.some((one) => sameCharacteristic(one, NOTIFY) && one.notify) &&
    gatt.some((one) => sameCharacteristic(one, WRITE) && (one.write || one.writeNoResponse)),

  /** Only the last digits of the address are in the name. */
  serialOf: () => null,

  async open(session: Session, context: DriverContext): Promise<HistoryRun> {
    const dialogue = new Dialogue(session);
    await dialogue.listen();
    const peer = await logIn(dialogue, context);
    const identity = await identify(dialogue, peer);
    if (context.expectedSerial !== null && identity.serial !== context.expectedSerial) {
      throw new BandError('other-band', `expected ${context.expectedSerial}`);
    }
    const level = await optional(() => dialogue.ask('battery', batteryRequest()));
    const { goal, offsetSeconds } = context;
    if (goal !== null) await optional(() => dialogue.ask('setGoal', setGoalRequest(goal)));
    const battery = level && decodeBattery(level);
    // Last, since only the answer tells what the clock was: the run has that kept at once.
    const cursor = cursorFromText(context.cursor);
    const measured = context.looking ? RIGHT : await setTime(dialogue, context);
    // A run that was interrupted after the clock was set goes on as it began.
    const time = measured.state === 'right' ? cursor.time : measured;
    const now = () => context.now();
    const from = cursorFor(cursor.from, Math.max(now(), time.until), now(), AHEAD_SECONDS);
    const start = { identity, battery, cursor: { ...cursor, from }, time, now, offsetSeconds };
    return new HistoryRun(dialogue, start);
  },
} satisfies BandDriver;

/** The serial number where the band tells it, else its address, else the id it paired with. */
async function identify(dialogue: Dialogue, peer: string | null): Promise<BandIdentity> {
  const answer = await optional(() => dialogue.ask('productInfo', productInfoRequest()));
  const { serial, software } = decodeProductInfo(answer ?? []);
  const known = serial ?? addressOf(dialogue.deviceId) ?? peer;
  if (!known) throw new BandError('garbage', 'the band does not say who it is');
  return software ? { serial: known, firmware: software } : { serial: known };
}

/**
 * Sets the clock. Where the answer differs it is taken for the clock as it was (assumed: the
 * sources send the time again then), and so do we; the second answer shows what is in force.
 */
async function setTime(dialogue: Dialogue, context: DriverContext): Promise<BandTime> {
  const set = async () => {
    const now = context.now();
    const answer = await dialogue.ask('setTime', setTimeRequest(now, context.offsetSeconds));
    const clock = decodeClock(answer);
    return clock === null ? RIGHT : bandTimeOf(clock, now);
  };
  const first = await set();
  if (first.state === 'right') return first;
  const second = await set();
  return second.state === 'right' ? first : second;
}

/** A band may not know a command; everything but a lost link is survived. */
async function optional(ask: () => Promise<Tlv[]>): Promise<Tlv[] | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof BandError && error.code !== 'refused') return null;
    throw error;
  }
}
