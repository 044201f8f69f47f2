import type { Characteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { textOf } from '../../lib/text';
import type { BandIdentity } from '../../protocols/driver';

/** The identity with the firmware, where the band tells one. */
export async function withFirmware(
  session: Session,
  serial: string,
  at: Characteristic,
): Promise<BandIdentity> {
  const firmware = textOf((await session.readOptional(at)) ?? new Uint8Array(0));
  return firmware ? { serial, firmware } : { serial };
}
