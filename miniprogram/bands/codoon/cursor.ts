/**
 * Where an interrupted reading goes on. Frame 0 tells whether the band still holds the same data:
 * it carries the first block's time, so it changes when the band was erased in between.
 */
import { fromHex, toHex } from '../../lib/bytes';
import type { StreamState } from './codec';

export interface Cursor {
  /** Payload of frame 0. */
  first: Uint8Array;
  /** The frame to read next, and the stream before it. */
  index: number;
  state: StreamState;
  /** The clock's shift the data was read with. */
  shift: number;
  /** UTC seconds of that reading: what a clock of another shift counted was not before it. */
  at: number;
  /** What the clock of this shift counted was not before this, UTC seconds. */
  since: number;
}

const TEXT =
  /^1;([0-9a-f]{24,32});(\d{1,5});(none|sport|sleep);(\d{1,10})?;([0-9a-f]{0,10});(-?\d{1,8})(?:;(\d{1,10});(\d{1,10}))?$/;

export function cursorToText({ first, index, state, shift, at: readAt, since }: Cursor): string {
  const { block, at, partial } = state;
  return ['1', toHex(first), index, block, at ?? '', toHex(partial), shift, readAt, since].join(
    ';',
  );
}

/** Total: null for anything but such text. */
export function cursorFromText(text: string | null): Cursor | null {
  const match = TEXT.exec(text ?? '');
  if (!match) return null;
  const [, first, index, block, at, partial, shift, readAt, since] = match;
  const partialBytes = fromHex(partial ?? '');
  if (!partialBytes) return null;
  return {
    first: fromHex(first!)!,
    index: Number(index),
    state: {
      block: block as StreamState['block'],
      at: at === undefined ? null : Number(at),
      partial: partialBytes,
    },
    shift: Number(shift),
    at: Number(readAt ?? 0),
    since: Number(since ?? 0),
  };
}
