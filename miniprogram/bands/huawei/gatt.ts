import { type Characteristic, uuid } from '../../ble/link';

/** Huawei Link Protocol v2: one service, one way in, one way out (PROTOCOL.md, "GATT"). */
export const SERVICE = uuid('FE86');

const at = (id: string): Characteristic => ({ service: SERVICE, characteristic: uuid(id) });

/** Phone to band: pieces of packets. */
export const WRITE = at('FE01');
/** Band to phone: pieces of packets. */
export const NOTIFY = at('FE02');
