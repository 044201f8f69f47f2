/** This phone as a band: the only file group that touches the peripheral side of `wx` Bluetooth. */
export type { PeripheralPlatform } from './broadcast';
export type { WxPeripheral } from './port';
export { type Heard, PhoneBand } from './server';
