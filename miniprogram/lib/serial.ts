/**
 * What makes a serial believable. Two bands of one serial are one band to everything above, so a
 * serial that a whole production run may share is none.
 */
import { isPlaceholder } from '../contract/serial';
import { toHex } from './bytes';

/** Shorter texts are no serials. */
const LEAST = 4;
/**
 * The text, where it can tell one band from all others; else null. It is printable, has a digit, and
 * is no placeholder.
 */
export function believable(text: string): string | null {
  if (!/^[\x21-\x7e]+$/.test(text) || !/\d|^[0-9A-F]{12}$/i.test(text)) return null;
  return text.length < LEAST || isPlaceholder(text) ? null : text;
}

/** Bytes as such a serial: upper-case hex. */
export const hexSerial = (bytes: Uint8Array): string | null =>
  believable(toHex(bytes).toUpperCase());

/**
 * The address in a system id (2A23), where FF FE says that it is made of one: least significant byte
 * first, or written the wrong way round. What else a system id may be tells a maker and often no
 * band; and where the phone shows the band's address, one that differs is a production run's.
 */
export function addressInSystemId(value: Uint8Array, deviceId: string): string | null {
  const hex = toHex(value[3] === 0xfe ? value.slice().reverse() : value).toUpperCase();
  const [, high, low] = /^(.{6})FFFE(.{6})$/.exec(hex) ?? [];
  const address = high && low ? believable(high + low) : null;
  return address === (addressOf(deviceId) ?? address) ? address : null;
}

/** The address of a band where the phone shows it, upper-case hex; iPhones show none. */
export const addressOf = (deviceId: string): string | null =>
  /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(deviceId) ? localSerial(deviceId) : null;

/**
 * The serial of a band that tells none: where this phone knows it. On Android and HarmonyOS that is
 * the band's address, so it is the band's own; on iPhone it is a number of this phone only, and the
 * band has to be added again on another one.
 */
export const localSerial = (deviceId: string): string =>
  deviceId.replace(/[^0-9A-Za-z]/g, '').toUpperCase();

/**
 * With this begins the address of a phone that is a band (the lab, R2-11): a random static one, with
 * "LAB" in it. What it counts was walked by nobody, and is bound as virtual by whoever finds it.
 */
export const PHONE_BAND = 'C04C4142';
/** Such an address; as a Codoon id writes those bytes; and a ring's name, of which none is an R00. */
const PHONE_BANDS = /^(?:C04C4142[0-9A-F]{4}|0-0-0-0-192-19521-\d+-\d+|R00_[0-9A-F]{4})$/;
export const isPhoneBand = (serial: string): boolean => PHONE_BANDS.test(serial);
