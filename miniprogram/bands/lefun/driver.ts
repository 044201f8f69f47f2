/**
 * Lefun bands: PROTOCOL.md says what is known and how well.
 *
 * 1. listen and bond; no word tells who it is, so the place on this phone has to do;
 * 2. ask for the time and set a clock that is right; ask for the battery;
 * 3. read day by day, the oldest first, a day a page: records, sleep marks, and today's totals;
 * 4. the last page's release sets a clock that was wrong. The band forgets by itself after a week, so
 *    the cursor keeps how many records of each day were on the old time.
 */

import type { GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import {
  type BandDriver,
  type DriverContext,
  optional,
  type Run,
  serialFor,
} from '../../protocols/driver';
import { card } from '../../protocols/lefun';
import { judgeClock } from '../common/band-clock';
import { offers } from '../common/offers';
import {
  COMMANDS,
  decodeBattery,
  decodeDone,
  decodeTime,
  encodeSetTime,
  TIME_REQUEST,
} from './codec';
import { cursorFromText } from './cursor';
import { Dialogue } from './dialogue';
import { NOTIFY, WRITE } from './gatt';
import { LefunRun } from './run';

export const lefun = {
  ...card,
  characteristics: [WRITE, NOTIFY],

  accepts: (gatt: readonly GattCharacteristic[]) =>
    offers(gatt, NOTIFY, 'notify') && offers(gatt, WRITE, 'write', 'writeNoResponse'),

  async open(session: Session, context: DriverContext): Promise<Run> {
    const serial = serialFor([], session, context);
    await session.subscribe(NOTIFY, 'notification');
    const dialogue = new Dialogue(session);
    // 1 is done, 0 was done before.
    await dialogue.ask(COMMANDS.bond, [], decodeDone);
    const cursor = cursorFromText(context.cursor);
    const { now, offsetSeconds } = context;
    const shown = await dialogue.ask(COMMANDS.time, TIME_REQUEST, decodeShown);
    const at = now();
    const clock = judgeClock(shown, at, offsetSeconds, cursor.shift);
    // A clock that is wrong is set once nothing is read with it any more: see LefunRun.
    const right = clock.state === 'right';
    if (right) await dialogue.ask(COMMANDS.time, encodeSetTime(at + offsetSeconds), decodeDone);
    const battery = await optional(dialogue.ask(COMMANDS.battery, [], decodeBattery));
    const measured = right || shown === null ? offsetSeconds : shown - at;
    return new LefunRun({
      dialogue,
      identity: { serial },
      battery,
      clock,
      measured,
      cursor,
      offsetSeconds,
      now: () => context.now(),
    });
  },
} satisfies BandDriver;

/** Civil seconds of the band's clock, null when they are no time. */
function decodeShown(payload: Uint8Array) {
  const time = decodeTime(payload);
  if (time.ok) return { ok: true as const, value: time.value.seconds };
  if (time.reason === 'time') return { ok: true as const, value: null };
  return { ok: false as const, reason: time.reason };
}
