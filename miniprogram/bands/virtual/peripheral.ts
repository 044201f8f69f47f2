/** How a virtual band declares what it has. */
import type { Characteristic, GattCharacteristic } from '../../ble/link';

export type { Central, Peripheral } from '../../ble/peripheral';

type Ability = Exclude<keyof GattCharacteristic, keyof Characteristic>;

/** A characteristic of a virtual band that can do this and nothing else. */
export const declared = (at: Characteristic, ...can: readonly Ability[]): GattCharacteristic => ({
  ...at,
  read: can.includes('read'),
  write: can.includes('write'),
  writeNoResponse: can.includes('writeNoResponse'),
  notify: can.includes('notify'),
  indicate: can.includes('indicate'),
});
