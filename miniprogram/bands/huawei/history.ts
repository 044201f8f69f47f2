/** What the band remembers, block by block: steps by the minute, sleep by the piece. */
import { concat } from '../../lib/bytes';
import { bigEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import {
  bytesOf,
  childrenOf,
  numberOf,
  parseTlvs,
  type Tlv,
  TlvReader,
  tlv,
  tlvNumber,
} from './tlv';

/** How many blocks there are; both ends in UTC seconds. The container stays empty. */
export const countRequest = (start: number, end: number): Uint8Array =>
  concat(tlv(0x81), tlvNumber(0x03, start, 4), tlvNumber(0x04, end, 4));

export function decodeCount(list: readonly Tlv[]): Result<number> {
  const container = childrenOf(list, 0x81);
  if (!container.ok) return container;
  const count = numberOf(container.value, 0x02);
  return count === undefined || count > 0xffff ? fail('count') : ok(count);
}

export const countAnswer = (count: number): Uint8Array => tlv(0x81, tlvNumber(0x02, count, 2));

export const blockRequest = (index: number): Uint8Array => tlv(0x81, tlvNumber(0x02, index, 2));

/** The index a request asks for. */
export const decodeBlockRequest = decodeCount;

/** One minute. What the band did not measure is undefined, so that all minutes have one shape. */
export interface Sample {
  /** Minutes after the block's base. */
  minute: number;
  steps?: number | undefined;
  metres?: number | undefined;
  /** In a unit no source states: kept, not counted. */
  calories?: number | undefined;
  heartRate?: number | undefined;
  spo2?: number | undefined;
}

export interface StepBlock {
  index: number;
  /** UTC seconds. */
  base: number;
  samples: Sample[];
}

/** Total: 'block' when index or base are missing; a sample that does not decode is left out. */
export function decodeStepBlock(list: readonly Tlv[]): Result<StepBlock> {
  const bytes = bytesOf(list, 0x81) ?? NONE;
  let index = -1;
  let base = -1;
  const samples: Sample[] = [];
  // A week has ten thousand minutes, so they are read in place.
  const parts = new TlvReader(bytes);
  while (parts.next()) {
    const { tag, from, end } = parts;
    if (tag === 0x02 && index < 0) index = numberAt(bytes, from, end);
    else if (tag === 0x03 && base < 0) base = numberAt(bytes, from, end);
    else if (tag === 0x84) {
      const stop = parts.enter();
      const sample = decodeSample(bytes, parts);
      if (sample) samples.push(sample);
      parts.leave(stop);
    }
  }
  if (parts.reason) return fail(parts.reason);
  if (index < 0 || base < 0 || base > 0xffffffff) return fail('block');
  return ok({ index, base, samples });
}

const NONE = new Uint8Array(0);

function decodeSample(bytes: Uint8Array, parts: TlvReader): Sample | null {
  let minute = -1;
  let data = -1;
  let dataEnd = -1;
  while (parts.next()) {
    if (parts.tag === 0x05 && minute < 0) minute = numberAt(bytes, parts.from, parts.end);
    else if (parts.tag === 0x06 && data < 0) {
      data = parts.from;
      dataEnd = parts.end;
    }
  }
  if (parts.reason || minute < 0 || minute > 0xffff || data < 0) return null;
  return readSample(minute, bytes, data, dataEnd);
}

/** A big-endian number; −1 for one that is empty or longer than any of a block. */
function numberAt(bytes: Uint8Array, from: number, end: number): number {
  if (end === from || end - from > 6) return -1;
  let number = 0;
  for (let at = from; at < end; at++) number = number * 256 + bytes[at]!;
  return number;
}

/**
 * A bit map, then the values of its bits, lowest bit first: 01 and 10 two bytes, 20 one byte that we
 * do not know; 80 announces a second map.
 */
function readSample(minute: number, bytes: Uint8Array, from: number, end: number): Sample | null {
  if (from >= end) return null;
  const map = bytes[from]!;
  if (from + SIZES[map]! > end) return null;
  let at = from + 1;
  let steps: number | undefined;
  let calories: number | undefined;
  let metres: number | undefined;
  let heartRate: number | undefined;
  let spo2: number | undefined;
  if (map & 0x01) at += 2;
  if (map & 0x02) {
    steps = bytes[at]! * 256 + bytes[at + 1]!;
    at += 2;
  }
  if (map & 0x04) {
    calories = bytes[at]! * 256 + bytes[at + 1]!;
    at += 2;
  }
  if (map & 0x08) {
    metres = bytes[at]! * 256 + bytes[at + 1]!;
    at += 2;
  }
  if (map & 0x10) at += 2;
  if (map & 0x20) at += 1;
  if (map & 0x40) heartRate = bytes[at++]!;
  // The second map knows one value.
  if (map & 0x80 && bytes[at]! & 0x01) {
    if (at + 1 >= end) return null;
    spo2 = bytes[at + 1]!;
  }
  return { minute, steps, calories, metres, heartRate, spo2 };
}

/** By bit map: bytes of the map, its values and the second map. */
const SIZES = Uint8Array.from({ length: 256 }, (_, map) =>
  [2, 2, 2, 2, 2, 1, 1, 1].reduce((sum, width, bit) => sum + ((map >> bit) & 1) * width, 1),
);

/** The band's side of a step block. */
export function encodeStepBlock({ index, base, samples }: StepBlock): Uint8Array {
  const parts = samples.map((sample) =>
    tlv(0x84, concat(tlvNumber(0x05, sample.minute, 1), tlv(0x06, encodeSample(sample)))),
  );
  return tlv(0x81, concat(tlvNumber(0x02, index, 2), tlvNumber(0x03, base, 4), ...parts));
}

function encodeSample({ steps, calories, metres, heartRate, spo2 }: Sample): Uint8Array {
  let map = 0;
  const values: Uint8Array[] = [];
  const put = (bit: number, value: number | undefined, width: number) => {
    if (value === undefined) return;
    map |= bit;
    values.push(bigEndian(value, width));
  };
  put(0x02, steps, 2);
  put(0x04, calories, 2);
  put(0x08, metres, 2);
  put(0x40, heartRate, 1);
  if (spo2 !== undefined) {
    map |= 0x80;
    values.push(Uint8Array.of(0x01, spo2));
  }
  return concat(Uint8Array.of(map), ...values);
}

/** A piece of one night. */
export interface SleepPiece {
  stage: 'light' | 'deep';
  /** UTC seconds. */
  start: number;
  minutes: number;
}

export interface SleepBlock {
  index: number;
  pieces: SleepPiece[];
}

const STAGES: Record<number, SleepPiece['stage'] | undefined> = { 6: 'light', 7: 'deep' };

/** Total: 'block' when the index is missing; pieces of other kinds or lengths are left out. */
export function decodeSleepBlock(list: readonly Tlv[]): Result<SleepBlock> {
  const container = childrenOf(list, 0x81);
  if (!container.ok) return container;
  const index = numberOf(container.value, 0x02);
  if (index === undefined) return fail('block');
  const pieces: SleepPiece[] = [];
  for (const { tag, value } of container.value) {
    const piece = tag === 0x83 ? decodePiece(value) : null;
    if (piece) pieces.push(piece);
  }
  return ok({ index, pieces });
}

function decodePiece(value: Uint8Array): SleepPiece | null {
  const parts = parseTlvs(value);
  if (!parts.ok) return null;
  const stage = STAGES[numberOf(parts.value, 0x04) ?? 0];
  const span = bytesOf(parts.value, 0x05);
  if (!stage || span?.length !== 6) return null;
  const reader = new Reader(span);
  return { stage, start: reader.u32be(), minutes: reader.u16be() };
}

/** The band's side of a sleep block. */
export function encodeSleepBlock({ index, pieces }: SleepBlock): Uint8Array {
  const parts = pieces.map(({ stage, start, minutes }) =>
    tlv(
      0x83,
      concat(
        tlvNumber(0x04, stage === 'light' ? 6 : 7, 1),
        tlv(0x05, concat(bigEndian(start, 4), bigEndian(minutes, 2))),
      ),
    ),
  );
  return tlv(0x81, concat(tlvNumber(0x02, index, 2), ...parts));
}
