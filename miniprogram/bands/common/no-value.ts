/**
 * Bands send a number with every bit set where they have none: it is what erased flash reads as. Such
 * a number is no value, whatever it counts.
 */
export const orNone = (value: number, bytes: number): number | null =>
  value === 256 ** bytes - 1 ? null : value;

/** Beats a minute of one byte or two: 0 is none as well, for a heart that beats. */
export const beatsOrNone = (value: number, bytes = 1): number | null =>
  value === 0 ? null : orNone(value, bytes);
