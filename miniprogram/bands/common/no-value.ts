/** How many bytes a number has. */
type Bytes = 1 | 2 | 3 | 4;

/** Looked up: raising 256 to a power costs more than the record it is read from. */
const EVERY_BIT = [0, 0xff, 0xffff, 0xffffff, 0xffffffff] as const;

/**
 * Bands send a number with every bit set where they have none: it is what erased flash reads as. Such
 * a number is no value, whatever it counts.
 */
export const orNone = (value: number, bytes: Bytes): number | null =>
  value === EVERY_BIT[bytes] ? null : value;

/** Beats a minute of one byte or two: 0 is none as well, for a heart that beats. */
export const beatsOrNone = (value: number, bytes: Bytes = 1): number | null =>
  value === 0 ? null : orNone(value, bytes);
