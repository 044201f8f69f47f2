/** A block of steps by the minute, about an hour long. */
import { concat } from '../../../lib/bytes';
import { bigEndian } from '../../../lib/reader';
import { fail, ok, type Result } from '../../../lib/result';
import { bytesOf, type Tlv, TlvReader, tlv, tlvNumber } from '../wire/tlv';

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

/** Gets one minute after the base; what the band did not measure is undefined. */
export type TakeMinute = (
  minute: number,
  steps: number | undefined,
  metres: number | undefined,
  heartRate: number | undefined,
  calories: number | undefined,
  spo2: number | undefined,
) => void;

/** Index and base of a step block. Total: 'block' when one is missing. */
export function decodeBlockHead(list: readonly Tlv[]): Result<{ index: number; base: number }> {
  const bytes = bytesOf(list, 0x81) ?? NONE;
  let index = -1;
  let base = -1;
  const parts = new TlvReader(bytes);
  while (parts.next()) {
    if (parts.tag === 0x02 && index < 0) index = numberAt(bytes, parts.from, parts.end);
    else if (parts.tag === 0x03 && base < 0) base = numberAt(bytes, parts.from, parts.end);
  }
  if (parts.reason) return fail(parts.reason);
  if (index < 0 || base < 0 || base > 0xffffffff) return fail('block');
  return ok({ index, base });
}

/**
 * Reads the minutes of a step block in place: a week has ten thousand, and whoever takes them makes
 * records of its own. A minute that does not decode is left out. Total.
 */
export function eachMinute(list: readonly Tlv[], take: TakeMinute): void {
  const bytes = bytesOf(list, 0x81) ?? NONE;
  const parts = new TlvReader(bytes);
  while (parts.next()) {
    if (parts.tag !== 0x84) continue;
    const stop = parts.enter();
    takeMinute(bytes, parts, take);
    parts.leave(stop);
  }
}

/** A step block as records. Total, as `decodeBlockHead`. */
export function decodeStepBlock(list: readonly Tlv[]): Result<StepBlock> {
  const head = decodeBlockHead(list);
  if (!head.ok) return head;
  const samples: Sample[] = [];
  eachMinute(list, (minute, steps, metres, heartRate, calories, spo2) => {
    samples.push({ minute, steps, calories, metres, heartRate, spo2 });
  });
  return ok({ ...head.value, samples });
}

const NONE = new Uint8Array(0);
/** What erased flash reads as: no number. */
const NONE_WORD = 0xffff;

function takeMinute(bytes: Uint8Array, parts: TlvReader, take: TakeMinute): void {
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
  if (parts.reason || minute < 0 || minute > 0xffff || data < 0) return;
  readValues(minute, bytes, data, dataEnd, take);
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
function readValues(
  minute: number,
  bytes: Uint8Array,
  from: number,
  end: number,
  take: TakeMinute,
): void {
  if (from >= end) return;
  const map = bytes[from]!;
  if (from + SIZES[map]! > end) return;
  let at = from + 1;
  let steps: number | undefined;
  let calories: number | undefined;
  let metres: number | undefined;
  let heartRate: number | undefined;
  let spo2: number | undefined;
  if (map & 0x01) at += 2;
  if (map & 0x02) {
    steps = bytes[at]! * 256 + bytes[at + 1]!;
    if (steps === NONE_WORD) steps = undefined;
    at += 2;
  }
  if (map & 0x04) {
    calories = bytes[at]! * 256 + bytes[at + 1]!;
    at += 2;
  }
  if (map & 0x08) {
    metres = bytes[at]! * 256 + bytes[at + 1]!;
    if (metres === NONE_WORD) metres = undefined;
    at += 2;
  }
  if (map & 0x10) at += 2;
  if (map & 0x20) at += 1;
  if (map & 0x40) heartRate = bytes[at++]!;
  // The second map knows one value.
  if (map & 0x80 && bytes[at]! & 0x01) {
    if (at + 1 >= end) return;
    spo2 = bytes[at + 1]!;
  }
  take(minute, steps, metres, heartRate, calories, spo2);
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
