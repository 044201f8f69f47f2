/** Colmi rings (R02, R03, R06, R09, R10): PROTOCOL.md says what is known and how well. */
import { type Advertisement, type GattCharacteristic, sameCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { addressOf } from '../../lib/serial';
import {
  type BandDriver,
  BandError,
  type BandIdentity,
  type DriverContext,
  serialFor,
} from '../driver';
import { COMMANDS, decodeBattery, encodeSetTime } from './codec';
import { cursorFromText, zonesAfter } from './cursor';
import { Dialogue, FIRST_TRIES_MS } from './dialogue';
import { LARGE_NOTIFY, LARGE_WRITE, NOTIFY, WRITE } from './gatt';
import { ColmiRun, DAYS } from './run';

const DAY_SECONDS = 86_400;
/** "R02_A1B2", "COLMI R10_A1B2": the model and the end of the address. */
const NAME = /^(?:COLMI )?(R\d\d_([0-9A-F]{4}))$/i;

export const colmi = {
  id: 'colmi',
  match: { priority: 50, names: ['R02_', 'R03_', 'R06_', 'R09_', 'R10_', 'COLMI R'] },
  characteristics: [WRITE, NOTIFY, LARGE_WRITE, LARGE_NOTIFY],
  features: {
    steps: 'several-implementations',
    history: 'several-implementations',
    distance: 'several-implementations',
    energy: 'single-source',
    live: 'single-source',
    sleep: 'single-source',
    'heart-rate': 'single-source',
    battery: 'several-implementations',
    time: 'several-implementations',
    find: 'single-source',
  },

  accepts: (gatt: readonly GattCharacteristic[]) =>
    gatt.some((one) => sameCharacteristic(one, NOTIFY) && one.notify) &&
    gatt.some((one) => sameCharacteristic(one, WRITE) && (one.write || one.writeNoResponse)),

  serialOf: ({ localName }: Advertisement) => NAME.exec(localName)?.[1]?.toUpperCase() ?? null,

  async open(session: Session, context: DriverContext): Promise<ColmiRun> {
    const identity = identify(session, context);
    await session.subscribe(NOTIFY, 'notification');
    const dialogue = new Dialogue(session);
    const now = () => context.now();
    const { offsetSeconds } = context;
    const before = cursorFromText(context.cursor);
    const oldest = now() - (DAYS + 1) * DAY_SECONDS;
    const cursor = { day: before?.day ?? 0, ...zonesAfter(before, offsetSeconds, now(), oldest) };
    const battery = decodeBattery(await dialogue.ask(COMMANDS.battery, [], FIRST_TRIES_MS));
    const time = encodeSetTime(now() + offsetSeconds, 'zh');
    if (!context.looking) await dialogue.ask(COMMANDS.setTime, time);
    const level = battery.ok ? battery.value.level : null;
    return new ColmiRun(dialogue, { identity, battery: level, cursor, now });
  },
} satisfies BandDriver;

/**
 * No command tells who a ring is: its name does, which ends as its address does. Where the phone
 * knows the address, both must agree.
 */
function identify(session: Session, context: DriverContext): BandIdentity {
  const { expectedSerial } = context;
  const address = addressOf(session.deviceId);
  const tail = NAME.exec(expectedSerial ?? '')?.[2]?.toUpperCase();
  if (!tail) return { serial: serialFor([address ?? undefined], session, context) };
  if (!address || address.endsWith(tail)) return { serial: expectedSerial! };
  throw new BandError('other-band', `this is ${address}`);
}
