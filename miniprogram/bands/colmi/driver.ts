/**
 * Colmi rings (R02, R03, R06, R09, R10): PROTOCOL.md says what is known and how well.
 *
 * 1. the ring's name says who it is: nothing else does;
 * 2. listen, ask for the battery, set the clock: it cannot be asked, so the cursor remembers which
 *    zones it was set to;
 * 3. read day by day, the oldest first, the next asked for ahead, a day a page; sleep with the last;
 * 4. done. The ring forgets by itself after a week: a release does nothing.
 */

import type { GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { addressOf, isPhoneBand } from '../../lib/serial';
import { card, NAME } from '../../protocols/colmi';
import {
  type BandDriver,
  BandError,
  type BandIdentity,
  type DriverContext,
  serialFor,
} from '../../protocols/driver';
import { FIRST_TRIES_MS } from '../common/exchange';
import { offers } from '../common/offers';
import { DAY } from '../common/seconds';
import { COMMANDS, decodeBattery, encodeSetTime } from './codec';
import { cursorFromText, zonesAfter } from './cursor';
import { Dialogue } from './dialogue';
import { LARGE_NOTIFY, LARGE_WRITE, NOTIFY, WRITE } from './gatt';
import { ColmiRun, DAYS } from './run';

export const colmi = {
  ...card,
  characteristics: [WRITE, NOTIFY, LARGE_WRITE, LARGE_NOTIFY],

  accepts: (gatt: readonly GattCharacteristic[]) =>
    offers(gatt, NOTIFY, 'notify') && offers(gatt, WRITE, 'write', 'writeNoResponse'),

  async open(session: Session, context: DriverContext): Promise<ColmiRun> {
    const identity = identify(session, context);
    await session.subscribe(NOTIFY, 'notification');
    const dialogue = new Dialogue(session);
    const now = () => context.now();
    const { offsetSeconds } = context;
    const before = cursorFromText(context.cursor);
    const oldest = now() - (DAYS + 1) * DAY;
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
  const agrees = !address || address.endsWith(tail);
  // A phone that is a ring chooses its name alone.
  if (agrees || isPhoneBand(expectedSerial!)) return { serial: expectedSerial! };
  throw new BandError('other-band', `this is ${address}`);
}
