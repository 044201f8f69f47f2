/** Xiaomi Mi Band 2: PROTOCOL.md says what is known and how well. */
import { type Characteristic, type GattCharacteristic, sameCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { type BandClock, judgeClock } from '../../lib/band-clock';
import { toHex } from '../../lib/bytes';
import { cursorFor } from '../../lib/cursor-for';
import { utf8Decode } from '../../lib/utf8';
import { type BandDriver, BandError, type BandIdentity, type DriverContext } from '../driver';
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
const ADDRESS = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i;
/** No band is known to remember more. */
const KEPT_SECONDS = 14 * 86_400;
const AHEAD_SECONDS = 120;

export const miBand2 = {
  id: 'mi-band-2',
  match: { priority: 41, names: ['MI Band 2', 'Mi Band HRX'] },
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
  features: {
    steps: 'single-source',
    history: 'single-source',
    live: 'single-source',
    'heart-rate': 'single-source',
    battery: 'single-source',
    time: 'single-source',
    goal: 'single-source',
  },

  accepts: (gatt: readonly GattCharacteristic[]) =>
    NEEDED.every((at) => gatt.some((one) => sameCharacteristic(one, at))),

  serialOf: () => null,

  async open(session: Session, context: DriverContext): Promise<MiBand2Run> {
    const identity = await identify(session, context);
    await logIn(session, context);
    const time = TIMES.find((at) => session.find(at)) ?? null;
    const before = cursorFromText(context.cursor);
    const now = () => context.now();
    const { goal, offsetSeconds } = context;
    const { clock, measured } = await readClock(session, time, context, before?.shift ?? null);
    // A clock that is wrong is set once nothing stored depends on it: see MiBand2Run.
    if (clock.state === 'right' && time) {
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
    const start = { identity, battery, clock, measured, cursor, time, now, offsetSeconds };
    return new MiBand2Run(session, start);
  },
} satisfies BandDriver;

/** The first identity the band gives; else its address, where the phone shows it. */
async function identify(
  session: Session,
  { expectedSerial }: DriverContext,
): Promise<BandIdentity> {
  const address = ADDRESS.test(session.deviceId)
    ? session.deviceId.replace(/:/g, '').toUpperCase()
    : null;
  const own = (await readText(session, SERIAL)) ?? (await readHex(session, SYSTEM_ID)) ?? address;
  if (own && expectedSerial !== null && own !== expectedSerial) {
    throw new BandError('other-band', `this is ${own}`);
  }
  const serial = own ?? expectedSerial;
  if (serial) return { serial };
  throw new BandError('garbage', 'the band does not say who it is');
}

async function readText(session: Session, at: Characteristic): Promise<string | null> {
  if (!session.find(at)?.read) return null;
  const text = utf8Decode(await session.read(at))
    .replace(/\0+$/, '')
    .trim();
  return /^[\x21-\x7e]{4,}$/.test(text) ? text : null;
}

async function readHex(session: Session, at: Characteristic): Promise<string | null> {
  if (!session.find(at)?.read) return null;
  const value = await session.read(at);
  return value.some((byte) => byte !== 0) ? toHex(value).toUpperCase() : null;
}

/** The band's clock tells its zone too, so it is compared in UTC. One not to be read is believed. */
async function readClock(
  session: Session,
  time: Characteristic | null,
  context: DriverContext,
  earlier: number | null,
): Promise<{ clock: BandClock; measured: number }> {
  const shown = time && session.find(time)?.read ? decodeClock(await session.read(time)) : null;
  if (!shown?.ok) return { clock: { state: 'right', shift: 0 }, measured: 0 };
  const now = context.now();
  const clock = judgeClock(shown.value.at, now, 0, earlier);
  return { clock, measured: shown.value.at - now };
}

async function readBattery(session: Session): Promise<number | null> {
  if (!session.find(BATTERY)?.read) return null;
  const battery = decodeBattery(await session.read(BATTERY));
  return battery.ok ? battery.value.level : null;
}
