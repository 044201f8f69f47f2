/** Serials that a whole production run may share: neither the phone nor the cloud takes them for a band. */

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

/**
 * Whether the letters and digits of a text are one character again and again ("0000",
 * FF:FF:FF:FF:FF:FF), count up or down ("123456789"), are an address of doubled digits
 * (11:22:33:44:55:66) or a known example. A text of less than four says too little to tell.
 */
export function isPlaceholder(text: string): boolean {
  const bare = text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  if (bare === '' || EXAMPLES.has(bare)) return true;
  if (bare.length < LEAST) return false;
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
