/**
 * What a day had come to, for the differences of the next records. The band tells everything again
 * until it may forget, so two places are kept: where the last forgotten transfer ended (`base`) and
 * where the newest page ended (`last`).
 */
import { type RunningTotal, totalFromText, totalToText } from '../common/running-total';

/** A running total of a band's day. */
export interface Mark {
  /** Civil seconds of the day's midnight. */
  midnight: number;
  minute: number;
  steps: number;
  kcal: number;
}

export interface Cursor {
  base: Mark | null;
  last: Mark | null;
  /** The total of the day as the band showed it. */
  total: RunningTotal | null;
}

/** Records are dated to the end of their five minutes. */
const AHEAD_SECONDS = 600;

export const NO_CURSOR: Cursor = { base: null, last: null, total: null };

const markToText = (mark: Mark | null): string =>
  mark ? `${mark.midnight},${mark.minute},${mark.steps},${mark.kcal}` : '';

function markFromText(text: string): Mark | null {
  const match = /^(\d{1,10}),(\d{1,4}),(\d{1,10}),(\d{1,5})$/.exec(text);
  if (!match) return null;
  const [midnight, minute, steps, kcal] = match.slice(1).map(Number);
  return { midnight: midnight!, minute: minute!, steps: steps!, kcal: kcal! };
}

export const cursorToText = ({ base, last, total }: Cursor): string =>
  ['1', markToText(base), markToText(last), totalToText(total)].join(';');

/** Total: an empty cursor for anything but such text. */
export function cursorFromText(text: string | null): Cursor {
  const [version, base, last, total, ...rest] = (text ?? '').split(';');
  if (version !== '1' || total === undefined || rest.length > 0) return NO_CURSOR;
  return {
    base: markFromText(base ?? ''),
    last: markFromText(last ?? ''),
    total: totalFromText(total),
  };
}

/** Without what lies ahead of the band's clock, civil seconds: a clock was ahead then. */
export function cursorUntil(cursor: Cursor, civil: number): Cursor {
  const past = (mark: Mark | null) =>
    mark && mark.midnight + mark.minute * 60 <= civil + AHEAD_SECONDS ? mark : null;
  return { ...cursor, base: past(cursor.base), last: past(cursor.last) };
}

/** Whether a mark lies after another. */
export const isAfter = (a: Mark, b: Mark): boolean =>
  a.midnight + a.minute * 60 > b.midnight + b.minute * 60;
