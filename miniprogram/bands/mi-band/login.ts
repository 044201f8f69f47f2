/** Telling the band who wears it. A band that does not know us asks for a tap. */
import { unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { fromHex } from '../../lib/bytes';
import { BandError, type DriverContext } from '../../protocols/driver';
import { type DeviceInfo, encodeUser, STATUS_CODES, userOf } from './codec';
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
