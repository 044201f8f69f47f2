/**
 * What any Bluetooth device nearby says of itself, as text a person can send in: for a band that
 * nobody here knows yet. Its address and serial are left out; nothing is written to it.
 */
import { type Advertisement, type GattCharacteristic, type Radio, uuid } from '../../ble/link';
import { openSession } from '../../ble/link-session';
import type { Session } from '../../ble/session';
import { toHex } from '../../lib/bytes';
import type { Clock } from '../../lib/clock';
import { utf8Decode } from '../../lib/utf8';
import { toAppError } from '../../phone/errors';
import { recognise } from '../../protocols/index';
import { byStrength, listener } from '../../services/bands/index';

export const LOOK_SECONDS = 8;
const CONNECT_MS = 10_000;

interface Near {
  radio: Radio;
  clock: Clock;
}

/** Everything that advertises within 8 s, the nearest first. Rejects with an AppError. */
export async function lookAround({ radio, clock }: Near): Promise<Advertisement[]> {
  const found = new Map<string, Advertisement>();
  const known = listener();
  try {
    await radio.open();
    const scan = await radio.scan((report) => {
      found.set(report.deviceId, known(report));
    });
    await new Promise<void>((resolve) => {
      clock.after(LOOK_SECONDS * 1000, resolve);
    });
    await scan.stop();
  } catch (cause) {
    throw toAppError(cause);
  }
  return [...found.values()].sort(byStrength);
}

/** Connects, reads what the device has, and says it as text. Rejects with an AppError. */
export async function describeDevice(near: Near, device: Advertisement): Promise<string> {
  try {
    const link = await near.radio.connect(device.deviceId, CONNECT_MS);
    const session = await openSession(link, { clock: near.clock });
    try {
      return [...advertised(device), '', ...(await offered(session))].join('\n');
    } finally {
      await session.close();
    }
  } catch (cause) {
    throw toAppError(cause);
  }
}

const SHORT = /^0000([0-9a-f]{4})-0000-1000-8000-00805f9b34fb$/;
const short = (id: string): string => SHORT.exec(uuid(id))?.[1]?.toUpperCase() ?? uuid(id);

function advertised(device: Advertisement): string[] {
  const known = recognise(device)?.candidates.map(({ id }) => id) ?? [];
  return [
    `name: ${device.localName || '-'}`,
    `rssi: ${device.rssi === null ? '-' : `${device.rssi} dBm`}`,
    `services: ${device.serviceUuids.map(short).join(' ') || '-'}`,
    `data: ${companyOf(device.manufacturerData)}`,
    `known as: ${known.join(' ') || '-'}`,
  ];
}

/** The company and how much follows: what follows is mostly an address. */
function companyOf(data: Uint8Array): string {
  if (data.length < 2) return '-';
  const company = toHex(data.subarray(0, 2).slice().reverse());
  return `company ${company}, ${data.length - 2} bytes`;
}

/** Of the device information: maker, model, hardware, firmware, software. Not serial, not system id. */
const TEXTS = ['2a29', '2a24', '2a27', '2a26', '2a28'].map(uuid);
const WAYS = ['read', 'write', 'writeNoResponse', 'notify', 'indicate'] as const;

async function offered(session: Session): Promise<string[]> {
  const lines: string[] = [];
  let service = '';
  for (const one of session.gatt) {
    if (one.service !== service) lines.push(short(one.service));
    service = one.service;
    lines.push(`  ${short(one.characteristic)} ${waysOf(one)}${await readable(session, one)}`);
  }
  return lines.length > 0 ? lines : ['no services'];
}

const waysOf = (one: GattCharacteristic): string => WAYS.filter((way) => one[way]).join(' ');

async function readable(session: Session, one: GattCharacteristic): Promise<string> {
  if (!one.read || !TEXTS.includes(one.characteristic)) return '';
  try {
    return ` "${utf8Decode(await session.read(one)).replace(/[^\x20-\x7e]/g, '')}"`;
  } catch (cause) {
    if (session.closed !== null) throw cause;
    return ' (not readable)';
  }
}
