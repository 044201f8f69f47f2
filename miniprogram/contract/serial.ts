/**
 * What makes a band the same band: the address or serial it states itself. An address is the same
 * band whatever model was chosen for it; a maker's serial is its own only within that maker. Some
 * serials a whole production run may share: neither the phone nor the cloud takes them for a band.
 */
import { MODELS, type Model } from './makers';

/** Letters and digits only, upper case: "a4:c1:38:0b" and "A4C1380B" are one serial. */
const keyOf = (serial: string) => serial.replace(/[^0-9A-Za-z]/g, '').toUpperCase();

/** The id of a band that states an address. */
export const addressId = (address: string) => `mac-${keyOf(address)}`;

/** The band's id. Virtual bands belong to their owner. */
export function bandId(
  model: Model,
  serial: string,
  owner: { uid: string; virtual: boolean },
): string {
  const key = keyOf(serial);
  if (owner.virtual) return `virtual-${owner.uid}-${key}`;
  return /^[0-9A-F]{12}$/.test(key) ? addressId(key) : `${model.maker}-${key}`;
}

/** Fewer letters and digits are not judged. */
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

/** A version of hardware or firmware, which every band of it tells: "1.0.0", "V2.1". */
const VERSION = /^v?\d{1,3}(\.\d{1,3}){1,3}$/i;
/** Letters before digits that are to be judged alone: "SN12345678". An address is judged as a whole. */
const NUMBERED = /^[A-Z]{1,8}(?=\d{6,}$)/;
const ADDRESS = /^[0-9A-F]{12}$/;
/** What models call themselves. */
const NAMES: ReadonlySet<string> = new Set(
  MODELS.flatMap(({ advertisedNames, name }) => [...advertisedNames, name.en].map(keyOf)),
);

/**
 * Whether a text is a version or a model's name, or its letters and digits, those after letters too,
 * are one character again and again ("0000", FF:FF:FF:FF:FF:FF), count up or down ("123456789"), are an
 * address of doubled digits
 * (11:22:33:44:55:66) or a known example. A text of less than four says too little to tell.
 */
export function isPlaceholder(text: string): boolean {
  const bare = keyOf(text);
  if (bare === '' || EXAMPLES.has(bare) || VERSION.test(text)) return true;
  if (bare.length < LEAST) return false;
  if (NAMES.has(bare)) return true;
  if (!ADDRESS.test(bare) && NUMBERED.test(bare)) return isPlaceholder(bare.replace(NUMBERED, ''));
  if (counts(bare, 0) || counts(bare, 1) || counts(bare, -1)) return true;
  return /^(?:([0-9A-F])\1){6,}$/.test(bare);
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
