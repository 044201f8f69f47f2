import { type Characteristic, uuid } from '../../ble/link';

export const SERVICE = uuid('fee0');

const band = (characteristic: string): Characteristic => ({
  service: SERVICE,
  characteristic: uuid(characteristic),
});

/** Several implementations, but for the access of each. */
export const INFO = band('ff01');
export const STATUS = band('ff03');
export const USER = band('ff04');
export const CONTROL = band('ff05');
export const STEPS = band('ff06');
export const ACTIVITY = band('ff07');
export const LINK_PARAMETERS = band('ff09');
export const TIME = band('ff0a');
export const BATTERY = band('ff0c');

/** Heart rate, 1S only; not the SIG layout. */
export const HEART = { service: uuid('180d'), characteristic: uuid('2a37') };
export const HEART_CONTROL = { service: uuid('180d'), characteristic: uuid('2a39') };

/** The band also speaks AirSync, where its address can be read. Single source. */
export const ADDRESS = { service: uuid('fee7'), characteristic: uuid('fec9') };
