/** One line of a board as it is drawn; every word is ready to show. */
export interface RowView {
  uid: string;
  name: string;
  avatar: string;
  /** In the photo's place: a character on one of five tints. */
  initial: string;
  tint: number;
  /** "–" for somebody who is not ranked. */
  rank: string;
  /** First place. */
  top: boolean;
  own: boolean;
  /** The word beside the own name. */
  me: string;
  /** Maker, or empty. */
  badge: string;
  /** Source class, or why there is no place. */
  source: string;
  steps: string;
  age: string;
  /** Empty when nobody cheered. */
  cheers: string;
  /** Filled: the caller cheered, or it is the own row. */
  filled: boolean;
  /** Synced, no step yet. */
  zero: boolean;
  absent: boolean;
  /** The hairline above: the first row of a card and the own tint need none. */
  line: boolean;
  /** Some of its words may be longer than their place, and are cut off there. */
  tight: boolean;
  /** For the screen reader: the row, its heart, and the way to the person's day; empty where there is none. */
  label: string;
  cheerLabel: string;
  openLabel: string;
}

/** A row of which nothing is known. */
export const BLANK_ROW: RowView = {
  uid: '',
  name: '',
  avatar: '',
  initial: '',
  tint: 1,
  rank: '',
  top: false,
  own: false,
  me: '',
  badge: '',
  source: '',
  steps: '',
  age: '',
  cheers: '',
  filled: false,
  zero: false,
  absent: false,
  line: false,
  tight: false,
  label: '',
  cheerLabel: '',
  openLabel: '',
};
