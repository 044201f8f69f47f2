import { type Characteristic, unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { CONTROL } from './gatt';

/** Writes; a write whose confirmation is missing may have arrived: what follows tells. */
export async function tell(
  session: Session,
  bytes: ArrayLike<number>,
  at: Characteristic = CONTROL,
): Promise<void> {
  await unlessSilent(session.write(at, Uint8Array.from(bytes), { response: true }));
}
