import { type Characteristic, uuid } from '../../ble/link';

/** Tencent's service and the three characteristics of AirSync (PROTOCOL.md, "GATT"). */
export const SERVICE = uuid('FEE7');

const at = (id: string): Characteristic => ({ service: SERVICE, characteristic: uuid(id) });

/** Phone to band: pieces of packets, written with response. */
export const WRITE = at('FEC7');
/** Band to phone: pieces of packets, indicated. */
export const INDICATE = at('FEC8');
/** The band's six-byte address, most significant byte first. */
export const ADDRESS = at('FEC9');
