import { type Characteristic, uuid } from '../../ble/link';

/** A place in a GATT table, of UUIDs in any form and case. */
export const at = (service: string, characteristic: string): Characteristic => ({
  service: uuid(service),
  characteristic: uuid(characteristic),
});
