/**
 * Data longer than a packet: BC, type, length u16, two bytes nobody checks, data, cut into values
 * anywhere. And the one kind we ask for: sleep. Single source.
 */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';

const START = 0xbc;
const HEADER_BYTES = 6;
export const SLEEP = 0x27;

/** A request for everything of a type. */
export const encodeLargeRequest = (type: number): Uint8Array =>
  Uint8Array.of(START, type, 1, 0, 0xff, 0, 0xff);

/** What a ring makes of it: the type. Total. */
export const decodeLargeRequest = (value: Uint8Array): number | null =>
  value[0] === START && value.length === 7 ? value[1]! : null;

export function encodeLarge(type: number, data: Uint8Array): Uint8Array {
  return Uint8Array.from([START, type, ...littleEndian(data.length, 2), 0, 0, ...data]);
}

/** Bytes a message has in all, as soon as its header is there; null before, 0 when it is none. */
export function largeLength(start: Uint8Array): number | null {
  if (start.length > 0 && start[0] !== START) return 0;
  return start.length < HEADER_BYTES ? null : HEADER_BYTES + start[2]! + start[3]! * 256;
}

/** The data of a whole message of a type. Total. */
export function decodeLarge(
  message: Uint8Array,
  type: number,
): Result<Uint8Array, 'start' | 'type' | 'length'> {
  if (message[0] !== START) return fail('start');
  if (message[1] !== type) return fail('type');
  if (message.length < HEADER_BYTES || message.length !== largeLength(message)) {
    return fail('length');
  }
  return ok(message.subarray(HEADER_BYTES));
}

const STAGES = { 2: 'light', 3: 'deep', 4: 'rem', 5: 'awake' } as const;
export type SleepStage = (typeof STAGES)[keyof typeof STAGES];

/** One night as the ring staged it. */
export interface Night {
  /** Of the morning. */
  daysAgo: number;
  /** Minutes after that day's midnight; negative the evening before. */
  start: number;
  end: number;
  /** One after the other from `start`; null for what is no stage. */
  pieces: { stage: SleepStage | null; minutes: number }[];
}

export function encodeSleep(nights: readonly Night[]): Uint8Array {
  const bytes = nights.flatMap(({ daysAgo, start, end, pieces }) => [
    daysAgo,
    4 + pieces.length * 2,
    ...littleEndian((start + 1440) % 1440, 2),
    ...littleEndian(end, 2),
    ...pieces.flatMap(({ stage, minutes }) => [stageNumber(stage), minutes]),
  ]);
  return Uint8Array.from([nights.length, ...bytes]);
}

/** Total. */
export function decodeSleep(data: Uint8Array): Result<Night[], 'length' | 'minutes'> {
  const reader = new Reader(data);
  const nights: Night[] = [];
  const count = reader.u8();
  for (let i = 0; i < count && !reader.failed; i++) {
    const daysAgo = reader.u8();
    const night = new Reader(reader.take(reader.u8()));
    const evening = night.u16le();
    const end = night.u16le();
    if (night.failed || night.remaining % 2 !== 0) return fail('length');
    if (evening >= 1440 || end >= 1440) return fail('minutes');
    const pieces: Night['pieces'] = [];
    while (night.remaining > 0) {
      const stage = (STAGES as Partial<Record<number, SleepStage>>)[night.u8()] ?? null;
      pieces.push({ stage, minutes: night.u8() });
    }
    const start = evening > end ? evening - 1440 : evening;
    nights.push({ daysAgo, start, end, pieces });
  }
  return reader.failed ? fail('length') : ok(nights);
}

function stageNumber(stage: SleepStage | null): number {
  const found = Object.entries(STAGES).find(([, name]) => name === stage);
  return found ? Number(found[0]) : 0;
}
