/**
 * Lifesense bands over A5, and older pedometers over A2: PROTOCOL.md says how well each is known. In
 * both the band speaks first, and silence or its hanging up is the end.
 *
 * A5: read who it is, listen on both characteristics, answer its questions (log-in, which tells the
 *     time; user, with the goal; pairing); then it sends messages, and a page's release
 *     acknowledges each of them, which lets it forget.
 * A2: it sends its password while pairing, a random number every time; prove, tell time and goal, say
 *     the end. Then it indicates record by record, and forgets what the air has confirmed: nothing is
 *     left to release.
 */

import type { GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { toHex } from '../../lib/bytes';
import { addressInSystemId, hexSerial } from '../../lib/serial';
import { textOf } from '../../lib/text';
import {
  type BandDriver,
  type BandIdentity,
  type DriverContext,
  serialFor,
} from '../../protocols/driver';
import { card } from '../../protocols/lifesense';
import { withFirmware } from '../common/firmware';
import { hasAll } from '../common/offers';
import { openA2 } from './a2-run';
import { openA5 } from './a5-run';
import { A2, A5, FIRMWARE, IDENTITY } from './gatt';

const ADDRESS_BYTES = 6;

export const lifesense: BandDriver = {
  ...card,
  characteristics: [
    ...Object.values(A5),
    ...Object.values(A2),
    ...IDENTITY.map(({ at }) => at),
    FIRMWARE,
  ],
  accepts: (gatt) => speaksA5(gatt) || speaksA2(gatt),
  async open(session, context) {
    const identity = await identify(session, context);
    return speaksA5(session.gatt)
      ? openA5(session, context, identity)
      : openA2(session, context, identity);
  },
};

const speaksA5 = (gatt: readonly GattCharacteristic[]) => hasAll(gatt, Object.values(A5));
const speaksA2 = (gatt: readonly GattCharacteristic[]) => hasAll(gatt, Object.values(A2));

/** The surest identity the band declares and gives. */
async function identify(session: Session, context: DriverContext): Promise<BandIdentity> {
  const told: (string | null | undefined)[] = [];
  for (const { at, kind } of IDENTITY) {
    if (!session.find(at)?.read) continue;
    const value = await session.readOptional(at);
    told.push(value ? READ[kind](value, session.deviceId) : undefined);
    const last = told[told.length - 1];
    if (last && (context.expectedSerial ?? last) === last) break;
  }
  const serial = serialFor(told, session, context);
  return withFirmware(session, serial, FIRMWARE);
}

const READ: Record<(typeof IDENTITY)[number]['kind'], Identity> = {
  address: (value) =>
    value.length < ADDRESS_BYTES ? null : hexSerial(value.subarray(0, ADDRESS_BYTES)),
  text: textOf,
  bytes: (value, deviceId) => addressInSystemId(value, deviceId) && toHex(value).toUpperCase(),
};

type Identity = (value: Uint8Array, deviceId: string) => string | null;
