/** What reading a Mi Band needs of a session, with silence as a value. */
import { BleError, type Characteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { CONTROL } from './gatt';

/** The next value, or null after `timeoutMs` of silence. */
export async function hear(
  session: Session,
  at: Characteristic,
  timeoutMs: number,
): Promise<Uint8Array | null> {
  try {
    return await session.next(at, timeoutMs);
  } catch (error) {
    if (error instanceof BleError && error.code === 'timeout') return null;
    throw error;
  }
}

/** Writes; a write whose confirmation is missing may have arrived: what follows tells. */
export async function tell(
  session: Session,
  bytes: ArrayLike<number>,
  at: Characteristic = CONTROL,
): Promise<void> {
  try {
    await session.write(at, Uint8Array.from(bytes));
  } catch (error) {
    if (!(error instanceof BleError) || error.code !== 'timeout') throw error;
  }
}
