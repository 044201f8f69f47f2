/**
 * Where a sync of this band got to, as text: the band time to read from, the newest total of a day,
 * and, between two pages of a band whose clock was wrong, how to read the rest.
 */
import { type RunningTotal, totalFromText, totalToText } from '../../lib/running-total';
import { type BandTime, RIGHT } from './band-time';

export interface Cursor {
  /** Band seconds; 0 reads everything. */
  from: number;
  total: RunningTotal | null;
  time: BandTime;
}

export const START: Cursor = { from: 0, total: null, time: RIGHT };

export function cursorToText({ from, total, time }: Cursor): string {
  const { state, shift, until } = time;
  const wrong = state === 'right' ? '' : `${state},${shift},${until}`;
  return [from, total ? totalToText(total) : '', wrong].join(';');
}

/** A cursor of any text; what is none of ours reads everything again. Total. */
export function cursorFromText(text: string | null): Cursor {
  const match = /^(\d{1,10});([\d,-]*);(?:(shifted|unknown),(-?\d{1,10}),(\d{1,10}))?$/.exec(
    text ?? '',
  );
  if (!match) return START;
  const [, from, total, state, shift, until] = match;
  const time =
    state === 'shifted' || state === 'unknown'
      ? { state, shift: Number(shift), until: Number(until) }
      : RIGHT;
  return { from: Number(from), total: totalFromText(total ?? ''), time } as Cursor;
}
