import { type Characteristic, uuid } from '../../ble/link';

/** Tencent's service and the pedometer profile's characteristics (PROTOCOL.md, "GATT"). */
export const SERVICE = uuid('FEE7');

const at = (id: string): Characteristic => ({ service: SERVICE, characteristic: uuid(id) });

/** Steps, distance and energy of the day: read, and sent when they change. */
export const MEASUREMENT = at('FEA1');
/** The goal: optional; read, written by the phone, indicated by the band. */
export const TARGET = at('FEA2');
/** The band's six-byte address, most significant byte first. */
export const ADDRESS = at('FEC9');
