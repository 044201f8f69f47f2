/**
 * Where a sync of this band got to, as text: the band time to read from, the newest total of a day,
 * and, between two pages of a band whose clock was wrong, how to read the rest.
 */
import { type RunningTotal, totalFromText, totalToText } from '../../common/running-total';
import { type BandTime, RIGHT, type Span } from './band-time';

export interface Cursor {
  /** Band seconds; 0 reads everything. */
  from: number;
  total: RunningTotal | null;
  time: BandTime;
  /** Band seconds at which a phone of ours last set the clock; 0 unknown. */
  set: number;
  /** Band seconds of a clock that was ahead: minutes dated there are read, or are not believed. */
  skip: Span | null;
}

export const START: Cursor = { from: 0, total: null, time: RIGHT, set: 0, skip: null };

export function cursorToText({ from, total, time, set, skip }: Cursor): string {
  const { state, shift, until } = time;
  const wrong = state === 'right' ? '' : `${state},${shift},${until}`;
  const span = skip ? `${skip.from},${skip.until}` : '';
  return [from, totalToText(total), wrong, set, span].join(';');
}

const TEXT =
  /^(\d{1,10});([\d,-]*);(?:(shifted|unknown),(-?\d{1,10}),(\d{1,10}))?(?:;(\d{1,10});(?:(\d{1,10}),(\d{1,10}))?)?$/;

/** A cursor of any text; what is none of ours reads everything again. Total. */
export function cursorFromText(text: string | null): Cursor {
  const match = TEXT.exec(text ?? '');
  if (!match) return START;
  const [, from, total, state, shift, until, set, skipFrom, skipUntil] = match;
  const time =
    state === 'shifted' || state === 'unknown'
      ? { state, shift: Number(shift), until: Number(until) }
      : RIGHT;
  const skip = skipFrom === undefined ? null : { from: Number(skipFrom), until: Number(skipUntil) };
  const place = { from: Number(from), total: totalFromText(total ?? ''), set: Number(set ?? 0) };
  return { ...place, time, skip } as Cursor;
}
