/**
 * Huawei Link Protocol v2, phone side.
 *
 * 1. listen, agree on sizes (link parameters), and log in: digests and bond with the maker's key from
 *    the cloud, or HiChain with what pairing left; from here on all is encrypted;
 * 2. ask for product information and battery, set the goal, and last the time: its answer alone says
 *    how wrong the clock was, so an empty page has that kept first;
 * 3. sleep in one page, then steps in blocks of an hour, half a day a page, then the day's totals;
 * 4. done. The band forgets by itself after days: the cursor remembers what was read.
 */

import type { GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { addressOf } from '../../lib/serial';
import { cleanText } from '../../lib/text';
import {
  type BandDriver,
  type BandIdentity,
  type DriverContext,
  optional,
  serialFor,
} from '../../protocols/driver';
import { card } from '../../protocols/huawei';
import { cursorFor } from '../common/cursor-for';
import { offers } from '../common/offers';
import { NOTIFY, WRITE } from './gatt';
import { type BandTime, bandTimeOf, RIGHT } from './history/band-time';
import { cursorFromText } from './history/cursor';
import { HistoryRun } from './history/run';
import { logIn } from './login/login';
import {
  batteryRequest,
  decodeBattery,
  decodeClock,
  decodeProductInfo,
  productInfoRequest,
  setGoalRequest,
  setTimeRequest,
} from './messages';
import { Dialogue } from './wire/dialogue';

/** Clocks drift: a cursor this far ahead of the band's was made by it. */
const AHEAD_SECONDS = 120;

export const huawei = {
  ...card,
  characteristics: [WRITE, NOTIFY],

  accepts: (gatt: readonly GattCharacteristic[]) =>
    offers(gatt, NOTIFY, 'notify') && offers(gatt, WRITE, 'write', 'writeNoResponse'),

  async open(session: Session, context: DriverContext): Promise<HistoryRun> {
    const dialogue = new Dialogue(session);
    await dialogue.listen();
    const peer = await logIn(dialogue, context);
    const identity = await identify(dialogue, peer, context);
    const level = await optional(dialogue.ask('battery', batteryRequest()));
    const { goal, offsetSeconds } = context;
    if (goal !== null) await optional(dialogue.ask('setGoal', setGoalRequest(goal)));
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
async function identify(
  dialogue: Dialogue,
  peer: string | null,
  context: DriverContext,
): Promise<BandIdentity> {
  const answer = await optional(dialogue.ask('productInfo', productInfoRequest()));
  const { serial: number, software } = decodeProductInfo(answer ?? []);
  const told = [answer ? number && cleanText(number) : undefined, addressOf(dialogue.deviceId)];
  const serial = serialFor([...told, peer], dialogue, context);
  const firmware = cleanText(software ?? '');
  return firmware ? { serial, firmware } : { serial };
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
