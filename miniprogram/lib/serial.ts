/**
 * What makes a serial believable. Two bands of one serial are one band to everything above, so a
 * serial that a whole production run may share is none.
 */
import { toHex } from './bytes';

/** Shorter texts are no serials. */
const LEAST = 4;
/** Upper-case hex of examples that firmware ships unchanged. */
const EXAMPLES: ReadonlySet<string> = new Set([
  // The system id of the specification (GATT Specification Supplement), both byte orders, and the
  // address it is made of.
  '123456FFFE9ABCDE',
  'DEBC9AFEFF563412',
  '1234569ABCDE',
  // MANUFACTURER_ID and ORG_UNIQUE_ID of Nordic's nRF5 SDK examples, both byte orders.
  '6677881122334455',
  '5544332211887766',
]);

/**
 * The text, where it can tell one band from all others; else null. It is printable, has a digit, and
 * is neither one character again and again ("0000", FF:FF:FF:FF:FF:FF), nor counting up or down
 * ("123456789"), nor an address of doubled digits (11:22:33:44:55:66), nor a known example.
 */
export function believable(text: string): string | null {
  if (!/^[\x21-\x7e]+$/.test(text) || !/\d|^[0-9A-F]{12}$/i.test(text)) return null;
  const bare = text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  if (text.length < LEAST || bare === '' || EXAMPLES.has(bare)) return null;
  if (counts(bare, 0) || counts(bare, 1) || counts(bare, -1)) return null;
  return /^(?:([0-9A-F])\1){6,}$/.test(bare) ? null : text;
}

/** Whether every character is so many after the one before it, as decimal or hex digits count. */
const counts = (text: string, step: number): boolean =>
  ['0123456789', '0123456789ABCDEF'].some((digits) => {
    const next = (character: string) =>
      digits[(digits.indexOf(character) + step + digits.length) % digits.length];
    return [...text].every(
      (character, at) =>
        at === 0 || (digits.includes(text[at - 1]!) && character === next(text[at - 1]!)),
    );
  }) ||
  (step === 0 && new Set(text).size === 1);

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
