/** Lifesense bands over A5, and older pedometers over A2: PROTOCOL.md says how well each is known. */
import { type GattCharacteristic, sameCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { toHex } from '../../lib/bytes';
import { utf8Decode } from '../../lib/utf8';
import { type BandDriver, BandError, type BandIdentity, type DriverContext } from '../driver';
import { openA2 } from './a2-run';
import { openA5 } from './a5-run';
import { A2, A5, FIRMWARE, IDENTITY } from './gatt';

const ADDRESS_BYTES = 6;

export const lifesense: BandDriver = {
  id: 'lifesense',
  match: {
    priority: 15,
    names: ['Mambo', 'Max Buzz', 'LS Band', 'LS-4', 'LS405', 'Ziva'],
    services: ['a500', '7801'],
  },
  characteristics: [
    ...Object.values(A5),
    ...Object.values(A2),
    ...IDENTITY.map(({ at }) => at),
    FIRMWARE,
  ],
  features: {
    steps: 'single-source',
    distance: 'single-source',
    energy: 'single-source',
    history: 'assumed',
    sleep: 'assumed',
    time: 'single-source',
    goal: 'single-source',
  },
  accepts: (gatt) => speaksA5(gatt) || speaksA2(gatt),
  serialOf: () => null,
  async open(session, context) {
    const identity = await identify(session, context);
    return speaksA5(session.gatt)
      ? openA5(session, context, identity)
      : openA2(session, context, identity);
  },
};

const has = (gatt: readonly GattCharacteristic[], all: typeof A5 | typeof A2): boolean =>
  Object.values(all).every((at) => gatt.some((found) => sameCharacteristic(found, at)));

const speaksA5 = (gatt: readonly GattCharacteristic[]) => has(gatt, A5);
const speaksA2 = (gatt: readonly GattCharacteristic[]) => has(gatt, A2);

/** The first identity the band declares and gives. */
async function identify(session: Session, context: DriverContext): Promise<BandIdentity> {
  for (const { at, kind } of IDENTITY) {
    if (!session.find(at)?.read) continue;
    const value = await session.read(at);
    const serial = kind === 'text' ? textOf(value) : hexOf(value, kind === 'address');
    if (!serial) continue;
    if (context.expectedSerial !== null && serial !== context.expectedSerial) {
      throw new BandError('other-band', `this is ${serial}`);
    }
    const firmware = session.find(FIRMWARE)?.read ? textOf(await session.read(FIRMWARE)) : '';
    return firmware ? { serial, firmware } : { serial };
  }
  throw new BandError('garbage', 'the band does not say who it is');
}

/** Printable text, trimmed; empty for anything else. */
function textOf(value: Uint8Array): string {
  const text = utf8Decode(value).replace(/\0+$/, '').trim();
  return /^[\x20-\x7e]+$/.test(text) ? text : '';
}

/** An address is the first six bytes; a value of zeros is none. */
function hexOf(value: Uint8Array, isAddress: boolean): string {
  const bytes = isAddress ? value.subarray(0, ADDRESS_BYTES) : value;
  if (bytes.length < ADDRESS_BYTES || bytes.every((byte) => byte === 0)) return '';
  return toHex(bytes).toUpperCase();
}
