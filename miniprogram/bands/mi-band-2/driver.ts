/**
 * Xiaomi Mi Band 2: PROTOCOL.md says what is known and how well.
 *
 * 1. read who it is; prove that we know its key, or give it one, which the wearer taps for;
 * 2. read its time and set a clock that is right; set the goal; read the battery;
 * 3. ask for everything since the cursor: transfers, in pages of a day. A gap is asked for again;
 * 4. the release of a transfer's last page has the band delete it, when all of it came;
 * 5. the day's total, and a clock that was wrong is set once every transfer is deleted.
 */

import type { Characteristic, GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { toHex } from '../../lib/bytes';
import { addressInSystemId, addressOf } from '../../lib/serial';
import { textOf } from '../../lib/text';
import {
  type BandDriver,
  type BandIdentity,
  type DriverContext,
  serialFor,
} from '../../protocols/driver';
import { card } from '../../protocols/mi-band-2';
import { type BandClock, judgeClock, unaskedClock } from '../common/band-clock';
import { cursorFor } from '../common/cursor-for';
import { hasAll } from '../common/offers';
import { decodeBattery, decodeClock, encodeClock, encodeGoal } from './codec';
import { cursorFromText, NO_CURSOR } from './cursor';
import {
  ACTIVITY,
  AUTH,
  BATTERY,
  FETCH,
  HEART,
  HEART_CONTROL,
  SERIAL,
  SETTINGS,
  STEPS,
  SYSTEM_ID,
  TIMES,
} from './gatt';
import { logIn } from './login';
import { MiBand2Run } from './run';
import { tell } from './talk';

const NEEDED = [AUTH, FETCH, ACTIVITY];
/** No band is known to remember more. */
const KEPT_SECONDS = 14 * 86_400;
const AHEAD_SECONDS = 120;

export const miBand2 = {
  ...card,
  characteristics: [
    ...NEEDED,
    BATTERY,
    STEPS,
    SETTINGS,
    ...TIMES,
    HEART,
    HEART_CONTROL,
    SERIAL,
    SYSTEM_ID,
  ],

  accepts: (gatt: readonly GattCharacteristic[]) => hasAll(gatt, NEEDED),

  async open(session: Session, context: DriverContext): Promise<MiBand2Run> {
    const identity = await identify(session, context);
    await logIn(session, context);
    const time = TIMES.find((at) => session.find(at)) ?? null;
    const before = cursorFromText(context.cursor);
    const now = () => context.now();
    const { goal, offsetSeconds } = context;
    const { clock, measured } = await readClock(session, time, context, before?.shift ?? null);
    // A clock that is wrong is set once nothing stored depends on it: see MiBand2Run.
    if (clock?.state === 'right' && time) {
      await tell(session, time, encodeClock({ at: now(), offsetSeconds }));
    }
    if (goal !== null && session.find(SETTINGS)) {
      await tell(session, SETTINGS, encodeGoal(Math.round(goal)));
    }
    const battery = await readBattery(session);
    await session.subscribe(FETCH, 'notification');
    await session.subscribe(ACTIVITY, 'notification');
    const bandNow = now() + measured;
    const since = cursorFor(before?.since ?? null, bandNow, KEPT_SECONDS, AHEAD_SECONDS);
    const cursor = { ...(before ?? NO_CURSOR), since: since - (since % 60) };
    const believed = clock ?? unaskedClock(0);
    const start = { identity, battery, measured, cursor, time, now, offsetSeconds };
    return new MiBand2Run(session, { ...start, clock: believed });
  },
} satisfies BandDriver;

/** The serial, the address in the system id, or the address, where the phone shows it. */
async function identify(session: Session, context: DriverContext): Promise<BandIdentity> {
  const { deviceId } = session;
  const text = await session.readOptional(SERIAL);
  const id = await session.readOptional(SYSTEM_ID);
  const told = [
    text ? textOf(text) : undefined,
    id ? addressInSystemId(id, deviceId) && toHex(id).toUpperCase() : undefined,
    addressOf(deviceId),
  ];
  return { serial: serialFor(told, session, context) };
}

/** The band's clock tells its zone too, so it is compared in UTC. Null when it cannot be read. */
async function readClock(
  session: Session,
  time: Characteristic | null,
  context: DriverContext,
  earlier: number | null,
): Promise<{ clock: BandClock | null; measured: number }> {
  const value = time && (await session.readOptional(time));
  const shown = value && decodeClock(value);
  if (!shown?.ok) return { clock: null, measured: 0 };
  const now = context.now();
  const clock = judgeClock(shown.value.at, now, 0, earlier);
  return { clock, measured: shown.value.at - now };
}

async function readBattery(session: Session): Promise<number | null> {
  const battery = decodeBattery((await session.readOptional(BATTERY)) ?? new Uint8Array(0));
  return battery.ok ? battery.value.level : null;
}
