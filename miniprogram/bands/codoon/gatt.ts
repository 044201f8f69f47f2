import { type Characteristic, uuid } from '../../ble/link';

/**
 * The one characteristic, both ways. Its numbers are those of the standard battery level, which it
 * is not. Several implementations.
 */
export const DATA: Characteristic = { service: uuid('180f'), characteristic: uuid('2a19') };
