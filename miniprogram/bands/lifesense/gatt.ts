import { at } from '../common/at';

/** A5: questions of the band, writes of the phone, data of the band. Several implementations. */
export const A5 = {
  ask: at('a500', 'a501'),
  write: at('a500', 'a502'),
  data: at('a500', 'a503'),
} as const;

/** A2: measurements, writes of the phone, pushes of the band. Several implementations. */
export const A2 = {
  measure: at('7801', '8a11'),
  write: at('7801', '8a81'),
  push: at('7801', '8a82'),
} as const;

/** Where a band says who it is, the surest first: two addresses, the serial, the system id. */
export const IDENTITY = [
  { at: at('fee7', 'fec9'), kind: 'address' },
  { at: at('fcc0', 'fcc8'), kind: 'address' },
  { at: at('180a', '2a25'), kind: 'text' },
  { at: at('180a', '2a23'), kind: 'bytes' },
] as const;

export const FIRMWARE = at('180a', '2a28');
