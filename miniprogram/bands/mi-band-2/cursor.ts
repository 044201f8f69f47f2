/** Where the next reading begins, by the band's clock, and how wrong that clock was. */
import { type RunningTotal, totalFromText, totalToText } from '../common/running-total';

export interface Cursor {
  /** UTC seconds by the band's clock: the first minute not read for good. */
  since: number;
  /** The band's clock − UTC, seconds, as the data of an unfinished reading was dated; or null. */
  shift: number | null;
  total: RunningTotal | null;
}

export const NO_CURSOR: Cursor = { since: 0, shift: null, total: null };

export const cursorToText = ({ since, shift, total }: Cursor): string =>
  `1;${since};${shift ?? ''};${totalToText(total)}`;

/** Total: null for anything but such text. */
export function cursorFromText(text: string | null): Cursor | null {
  const match = /^1;(\d{1,10});(-?\d{1,10})?;(.*)$/.exec(text ?? '');
  if (!match) return null;
  const [, since, shift, rest = ''] = match;
  const total = totalFromText(rest);
  if (rest !== '' && !total) return null;
  return { since: Number(since), shift: shift === undefined ? null : Number(shift), total };
}
