/**
 * Xiaomi Mi Band 1, 1A and 1S: PROTOCOL.md says what is known and how well.
 *
 * 1. find out its address, listen, ask for a fast connection, read its time and what it is;
 * 2. say who wears it: a band that knows another person wants a tap, and empties itself;
 * 3. set the goal, and the clock if it is right; read the battery;
 * 4. fetch: it sends block by block, a block a page, and waits. A page's release acknowledges its
 *    block, which deletes it; one nobody vouched for is kept;
 * 5. the day's total, and a clock that was wrong is set once every block is deleted.
 */

import type { GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { hexSerial } from '../../lib/serial';
import { type BandDriver, BandError, type DriverContext, faultOf } from '../../protocols/driver';
import { addressHere, card } from '../../protocols/mi-band';
import { type BandClock, judgeClock, unaskedClock } from '../common/band-clock';
import { hasAll } from '../common/offers';
import {
  type DeviceInfo,
  decodeBattery,
  decodeDeviceInfo,
  decodeTime,
  encodeClock,
  encodeGoal,
  encodeLinkParameters,
  FAST,
  hasCounter,
  modelOf,
} from './codec';
import { cursorFromText, NO_CURSOR } from './cursor';
import {
  ACTIVITY,
  ADDRESS,
  BATTERY,
  CONTROL,
  HEART,
  HEART_CONTROL,
  INFO,
  LINK_PARAMETERS,
  STATUS,
  STEPS,
  TIME,
  USER,
} from './gatt';
import { logIn } from './login';
import { MiBandRun } from './run';
import { tell } from './talk';
import { Transfer } from './transfer';

const ADDRESS_BYTES = 6;
const SERIAL = /^[0-9A-F]{12}$/;
const NEEDED = [INFO, STATUS, USER, CONTROL, ACTIVITY, TIME];

export const miBand = {
  ...card,
  characteristics: [...NEEDED, STEPS, LINK_PARAMETERS, BATTERY, HEART, HEART_CONTROL, ADDRESS],

  accepts: (gatt: readonly GattCharacteristic[]) => hasAll(gatt, NEEDED),

  async open(session: Session, context: DriverContext): Promise<MiBandRun> {
    const serial = await identify(session, context);
    await session.subscribe(STATUS, 'notification');
    if (session.find(LINK_PARAMETERS)) {
      await tell(session, encodeLinkParameters(FAST), LINK_PARAMETERS);
    }
    const before = cursorFromText(context.cursor) ?? NO_CURSOR;
    const clock = await readClock(session, context, before.shift);
    const info = await readInfo(session);
    await logIn(session, context, serial, info);
    const { goal, offsetSeconds } = context;
    if (goal !== null) await tell(session, encodeGoal(Math.round(goal)));
    const now = () => context.now();
    // A clock that is wrong is set once nothing stored depends on it: see MiBandRun.
    if (clock?.state === 'right') await tell(session, encodeClock(now() + offsetSeconds), TIME);
    const battery = await readBattery(session);
    await session.subscribe(ACTIVITY, 'notification');
    const sampleBytes = modelOf(info) === '1S' ? 4 : 3;
    const transfer = new Transfer(session, { sampleBytes, counter: hasCounter(info) });
    const identity = { serial, firmware: info.firmware };
    const { total } = before;
    return new MiBandRun(session, transfer, {
      identity,
      battery,
      clock: clock ?? unaskedClock(offsetSeconds),
      total,
      now,
      offsetSeconds,
    });
  },
} satisfies BandDriver;

/** The address: read where the band also speaks AirSync, else what the phone or the code says. */
async function identify(session: Session, { expectedSerial }: DriverContext): Promise<string> {
  const read = await session.readOptional(ADDRESS);
  const own =
    (read?.length === ADDRESS_BYTES ? hexSerial(read) : null) ?? addressHere(session.deviceId);
  if (own && expectedSerial !== null && own !== expectedSerial) {
    throw new BandError('other-band', `this is ${own}`);
  }
  const serial = own ?? expectedSerial;
  if (serial && SERIAL.test(serial)) return serial;
  const faults = read?.length ? [faultOf('length', read)] : [];
  throw new BandError('garbage', 'the band does not tell its address', faults);
}

/** Null when it cannot be read. Reading the time also avoids connection trouble, says the source. */
async function readClock(
  session: Session,
  context: DriverContext,
  earlier: number | null,
): Promise<BandClock | null> {
  const value = await session.readOptional(TIME);
  if (!value) return null;
  const shown = decodeTime(value);
  const seconds = shown.ok ? shown.value : null;
  return judgeClock(seconds, context.now(), context.offsetSeconds, earlier);
}

async function readInfo(session: Session): Promise<DeviceInfo> {
  const value = await session.read(INFO);
  const info = decodeDeviceInfo(value);
  if (info.ok) return info.value;
  throw new BandError('garbage', 'device information', [faultOf(info.reason, value)]);
}

async function readBattery(session: Session): Promise<number | null> {
  const battery = decodeBattery((await session.readOptional(BATTERY)) ?? new Uint8Array(0));
  return battery.ok ? battery.value.level : null;
}
