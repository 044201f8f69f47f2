/** What the band remembers, block by block: steps by the minute, sleep by the piece. */
import { concat } from '../../lib/bytes';
import { bigEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { bytesOf, childrenOf, numberOf, parseTlvs, type Tlv, tlv, tlvNumber } from './tlv';

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

/** One minute. What the band did not measure is absent. */
export interface Sample {
  /** Minutes after the block's base. */
  minute: number;
  steps?: number;
  metres?: number;
  /** In a unit no source states: kept, not counted. */
  calories?: number;
  heartRate?: number;
  spo2?: number;
}

export interface StepBlock {
  index: number;
  /** UTC seconds. */
  base: number;
  samples: Sample[];
}

/** Total: 'block' when index or base are missing; a sample that does not decode is left out. */
export function decodeStepBlock(list: readonly Tlv[]): Result<StepBlock> {
  const container = childrenOf(list, 0x81);
  if (!container.ok) return container;
  const index = numberOf(container.value, 0x02);
  const base = numberOf(container.value, 0x03);
  if (index === undefined || base === undefined || base > 0xffffffff) return fail('block');
  const samples: Sample[] = [];
  for (const { tag, value } of container.value) {
    const sample = tag === 0x84 ? decodeSample(value) : null;
    if (sample) samples.push(sample);
  }
  return ok({ index, base, samples });
}

function decodeSample(value: Uint8Array): Sample | null {
  const parts = parseTlvs(value);
  if (!parts.ok) return null;
  const minute = numberOf(parts.value, 0x05);
  const data = bytesOf(parts.value, 0x06);
  if (minute === undefined || minute > 0xffff || !data) return null;
  return readSample(minute, new Reader(data));
}

/** A bit map, then the values of its bits, lowest bit first; bit 80h announces a second map. */
function readSample(minute: number, reader: Reader): Sample | null {
  const map = reader.u8();
  const sample: Sample = { minute };
  if (map & 0x01) reader.u16be();
  if (map & 0x02) sample.steps = reader.u16be();
  if (map & 0x04) sample.calories = reader.u16be();
  if (map & 0x08) sample.metres = reader.u16be();
  if (map & 0x10) reader.u16be();
  if (map & 0x20) reader.u8();
  if (map & 0x40) sample.heartRate = reader.u8();
  if (map & 0x80 && reader.u8() & 0x01) sample.spo2 = reader.u8();
  return reader.failed ? null : sample;
}

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
