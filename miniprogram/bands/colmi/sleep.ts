/**
 * Data longer than a packet: BC, type, length u16, CRC-16/MODBUS of the data, data, cut into values
 * anywhere. And the one kind we ask for: sleep. Single source.
 */
import { equalBytes } from '../../lib/bytes';
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { crc16Modbus } from '../common/crc16-modbus';

const START = 0xbc;
const HEADER_BYTES = 6;
export const SLEEP = 0x27;

/** Requests for everything of a type: some rings answer only the longer one. */
const EVERYTHING = { short: Uint8Array.of(0xff), long: Uint8Array.of(0xff, 0x01) } as const;
export type LargeRequest = keyof typeof EVERYTHING;

export const encodeLargeRequest = (type: number, kind: LargeRequest = 'short'): Uint8Array =>
  encodeLarge(type, EVERYTHING[kind]);

/** What a ring makes of it: the type and which one it is; null when it is none. Total. */
export function decodeLargeRequest(value: Uint8Array): { type: number; kind: LargeRequest } | null {
  const type = value[1] ?? -1;
  const data = decodeLarge(value, type);
  if (!data.ok) return null;
  for (const kind of ['short', 'long'] as const) {
    if (equalBytes(data.value, EVERYTHING[kind])) return { type, kind };
  }
  return null;
}

export function encodeLarge(type: number, data: Uint8Array): Uint8Array {
  const head = [START, type, ...littleEndian(data.length, 2)];
  return Uint8Array.from([...head, ...littleEndian(crc16Modbus(data), 2), ...data]);
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
): Result<Uint8Array, 'start' | 'type' | 'length' | 'checksum'> {
  if (message[0] !== START) return fail('start');
  if (message[1] !== type) return fail('type');
  if (message.length < HEADER_BYTES || message.length !== largeLength(message)) {
    return fail('length');
  }
  const data = message.subarray(HEADER_BYTES);
  const check = message[4]! + message[5]! * 256;
  return check === crc16Modbus(data) ? ok(data) : fail('checksum');
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
