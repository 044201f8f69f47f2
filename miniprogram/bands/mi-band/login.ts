/** Telling the band who wears it. A band that does not know us asks for a tap. */
import { unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { fromHex } from '../../lib/bytes';
import { crc32 } from '../../lib/crc32';
import { BandError, type DriverContext } from '../../protocols/driver';
import { type DeviceInfo, encodeUser, STATUS_CODES, type User } from './codec';
import { STATUS, USER } from './gatt';
import { tell } from './talk';

const ANSWER_MS = 4000;
/** A person looks for the band first; whoever connects waits a minute. */
const TAP_MS = 55_000;
const MAX_WORDS = 16;

const AUTHENTICATED: readonly number[] = [
  STATUS_CODES.authenticated,
  STATUS_CODES.tapAccepted,
  STATUS_CODES.resetAuthenticated,
];
const WAITING: readonly number[] = [STATUS_CODES.failed, STATUS_CODES.tapNeeded];

/**
 * The same user for the same band, on every phone: a band that meets another one forgets what it
 * holds. The rest only moves the band's own estimates.
 */
export function userOf(serial: string): User {
  const uid = crc32(Uint8Array.from(serial, (letter) => letter.charCodeAt(0))) >>> 1;
  const alias = String(uid).padStart(10, '0');
  return { uid, male: true, age: 30, heightCm: 170, weightKg: 65, type: 0, alias };
}

/** Rejects with 'refused' when nobody taps, 'no-answer' when the band says nothing. */
export async function logIn(
  session: Session,
  { askWearer }: Pick<DriverContext, 'askWearer'>,
  serial: string,
  info: DeviceInfo,
): Promise<void> {
  const address = fromHex(serial);
  const end = address?.[address.length - 1] ?? 0;
  session.drain(STATUS);
  await tell(session, encodeUser(userOf(serial), info, end), USER);
  let asked = false;
  for (let words = 0; words < MAX_WORDS; words++) {
    const value = await unlessSilent(session.next(STATUS, asked ? TAP_MS : ANSWER_MS));
    if (!value) break;
    const code = value[0] ?? 0;
    if (AUTHENTICATED.includes(code)) return;
    if (!asked && WAITING.includes(code)) {
      asked = true;
      askWearer?.();
    }
  }
  if (asked) throw new BandError('refused', 'nobody tapped the band');
  throw new BandError('no-answer', 'the band does not answer its user');
}
