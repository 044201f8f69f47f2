/** What a connected device has: how drivers tell whether it speaks their protocol. */
import { type Characteristic, type GattCharacteristic, sameCharacteristic } from '../../ble/link';

type Ability = Exclude<keyof GattCharacteristic, keyof Characteristic>;

/** Whether this is there and can do one of these; where none is named, whether it is there. */
export const offers = (
  gatt: readonly GattCharacteristic[],
  at: Characteristic,
  ...any: readonly Ability[]
): boolean =>
  gatt.some(
    (one) => sameCharacteristic(one, at) && (any.length === 0 || any.some((can) => one[can])),
  );

/** Whether all of these are there. */
export const hasAll = (
  gatt: readonly GattCharacteristic[],
  all: readonly Characteristic[],
): boolean => all.every((at) => offers(gatt, at));
