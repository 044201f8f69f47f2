/**
 * What one sync leaves for the next. The band forgets what was acknowledged, so no place is needed:
 * only the shift of a clock that is still wrong, and the last running total.
 */
import { type RunningTotal, totalFromText, totalToText } from '../common/running-total';

export interface Cursor {
  /** The band's clock − UTC, seconds, as the data of an unfinished reading was dated; or null. */
  shift: number | null;
  total: RunningTotal | null;
}

export const NO_CURSOR: Cursor = { shift: null, total: null };

export const cursorToText = ({ shift, total }: Cursor): string =>
  `1;${shift ?? ''};${totalToText(total)}`;

/** Total: null for anything but such text. */
export function cursorFromText(text: string | null): Cursor | null {
  const match = /^1;(-?\d{1,10})?;(.*)$/.exec(text ?? '');
  if (!match) return null;
  const [, shift, rest = ''] = match;
  const total = totalFromText(rest);
  if (rest !== '' && !total) return null;
  return { shift: shift === undefined ? null : Number(shift), total };
}
