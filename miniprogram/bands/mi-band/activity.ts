/**
 * The history: a header, then values of up to 20 bytes until the block is complete, then the phone
 * acknowledges and the band forgets it. Single source for most of it.
 */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { beatsOrNone, orNone } from '../common/no-value';
import { decodeTime, encodeTime, TIME_BYTES } from './clock';
import { CONTROLS } from './messages';

export const HEADER_BYTES = 11;
const PER_MINUTE = 1;

/** How a band writes its history. */
export interface Layout {
  /** Bytes of a minute: 3, or 4 with a heart rate. */
  sampleBytes: number;
  /** Values begin with a counter. */
  counter: boolean;
}

export interface BlockHeader {
  /** 1: counted in minutes, else in bytes. */
  type: number;
  /** Six bytes as the band wrote them: the acknowledgement repeats them. */
  time: Uint8Array;
  /** The same in civil seconds by the band's clock, or null when that is no time. */
  start: number | null;
  /** Minutes (or bytes) still stored, this block included. */
  left: number;
  /** Of this block; 0 ends the transfer. */
  count: number;
}

/** A header of minutes that begin at a civil second. */
export const minutesHeader = (start: number, left: number, count: number): BlockHeader => ({
  type: PER_MINUTE,
  time: Uint8Array.from(encodeTime(start)),
  start,
  left,
  count,
});

export function encodeHeader({ type, time, left, count }: BlockHeader): Uint8Array {
  return Uint8Array.from([type, ...time, ...littleEndian(left, 2), ...littleEndian(count, 2)]);
}

/** Total. */
export function decodeHeader(value: Uint8Array): Result<BlockHeader, 'length' | 'count'> {
  if (value.length !== HEADER_BYTES) return fail('length');
  const time = value.slice(1, 1 + TIME_BYTES);
  const start = decodeTime(time);
  const reader = new Reader(value.subarray(1 + TIME_BYTES));
  const left = reader.u16le();
  const count = reader.u16le();
  if (count > left) return fail('count');
  return ok({ type: value[0]!, time, start: start.ok ? start.value : null, left, count });
}

/** Minutes of a block. */
export const minutesOf = ({ type, count }: BlockHeader, { sampleBytes }: Layout): number =>
  type === PER_MINUTE ? count : Math.floor(count / sampleBytes);

export interface Sample {
  category: number;
  intensity: number;
  /** 0 where the band has none: nobody walks 255 in a minute. */
  steps: number;
  /** Beats a minute, where the band has a sensor. */
  heartRate?: number;
}

export function encodeSamples(samples: readonly Sample[], { sampleBytes }: Layout): Uint8Array {
  const bytes = samples.flatMap(({ category, intensity, steps, heartRate }) => {
    const three = [category, intensity, steps];
    return sampleBytes === 4 ? [...three, heartRate ?? 0] : three;
  });
  return Uint8Array.from(bytes);
}

/** Whole samples of bytes; what is left over at the end is not one. Total. */
export function decodeSamples(bytes: Uint8Array, { sampleBytes }: Layout): Sample[] {
  const samples: Sample[] = [];
  for (let at = 0; at + sampleBytes <= bytes.length; at += sampleBytes) {
    const steps = orNone(bytes[at + 2]!, 1) ?? 0;
    const sample = { category: bytes[at]!, intensity: bytes[at + 1]!, steps };
    const heartRate = sampleBytes === 4 ? beatsOrNone(bytes[at + 3]!) : null;
    samples.push(heartRate === null ? sample : { ...sample, heartRate });
  }
  return samples;
}

/** Data bytes of a full value: 20, or whole samples behind a counter (18, or 16 of a 1S). */
export function bytesPerValue({ sampleBytes, counter }: Layout): number {
  return counter ? Math.floor(19 / sampleBytes) * sampleBytes : 20;
}

/** FF05: the block of this time arrived in so many bytes; the band forgets it, or keeps it. */
export function encodeAcknowledge(time: Uint8Array, bytes: number, keep: boolean): Uint8Array {
  const count = keep ? ~bytes & 0xffff : bytes;
  return Uint8Array.of(CONTROLS.acknowledge, ...time, ...littleEndian(count, 2));
}

/** What a band makes of it. Total. */
export function decodeAcknowledge(
  value: Uint8Array,
): Result<{ time: Uint8Array; count: number }, 'length' | 'command'> {
  if (value.length !== 1 + TIME_BYTES + 2) return fail('length');
  if (value[0] !== CONTROLS.acknowledge) return fail('command');
  return ok({ time: value.slice(1, 1 + TIME_BYTES), count: value[7]! + value[8]! * 256 });
}
