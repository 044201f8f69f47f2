import { type Characteristic, uuid } from '../../ble/link';

/** Where a band may say who it is, and its heart (standard). */
export { HEART_RATE as HEART, SERIAL, SYSTEM_ID } from '../common/standard-gatt';

/** Huami's own characteristics differ in their first 32 bits. Several implementations. */
const huami = (number: string) => `0000${number}-0000-3512-2118-0009af100700`;
const BAND = uuid('fee0');

export const SERVICE = BAND;
export const AUTH: Characteristic = { service: uuid('fee1'), characteristic: huami('0009') };
export const FETCH: Characteristic = { service: BAND, characteristic: huami('0004') };
export const ACTIVITY: Characteristic = { service: BAND, characteristic: huami('0005') };
export const BATTERY: Characteristic = { service: BAND, characteristic: huami('0006') };
export const STEPS: Characteristic = { service: BAND, characteristic: huami('0007') };
export const SETTINGS: Characteristic = { service: BAND, characteristic: huami('0008') };
/** The time is in one of two services. */
export const TIMES: readonly Characteristic[] = [
  { service: BAND, characteristic: uuid('2a2b') },
  { service: uuid('1805'), characteristic: uuid('2a2b') },
];
export const HEART_CONTROL: Characteristic = {
  service: uuid('180d'),
  characteristic: uuid('2a39'),
};
