/**
 * What makes a band the same band: the address or serial it states itself. An address is the same
 * band whatever model was chosen for it; a maker's serial is its own only within that maker.
 */
import type { Model } from '../../miniprogram/contract/makers';

/** Letters and digits only, upper case: "a4:c1:38:0b" and "A4C1380B" are one serial. */
const keyOf = (serial: string) => serial.replace(/[^0-9A-Za-z]/g, '').toUpperCase();

/** The id of a band that states an address. */
export const addressId = (address: string) => `mac-${keyOf(address)}`;

/** The band's id. Virtual bands belong to their owner. */
export function bandId(
  model: Model,
  serial: string,
  owner: { uid: string; virtual: boolean },
): string {
  const key = keyOf(serial);
  if (owner.virtual) return `virtual-${owner.uid}-${key}`;
  return /^[0-9A-F]{12}$/.test(key) ? addressId(key) : `${model.maker}-${key}`;
}
