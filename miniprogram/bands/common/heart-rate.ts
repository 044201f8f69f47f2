/**
 * The standard Heart Rate Measurement (2A37). Source: the Heart Rate Service of the Bluetooth SIG.
 * Nothing of the product uses it yet: heart rate needs a consent of its own.
 */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { beatsOrNone } from './no-value';

export interface HeartRate {
  /** Beats a minute; null when the device has no reading. */
  bpm: number | null;
  contact: 'unsupported' | 'absent' | 'present';
  energyKilojoules?: number;
  /** Time between beats, in 1/1024 s. */
  intervals: number[];
}

const WIDE = 0x01;
const ENERGY = 0x08;
const INTERVALS = 0x10;
const CONTACT = ['unsupported', 'unsupported', 'absent', 'present'] as const;

/** Total. A single byte after the last interval is ignored, as devices cut there. */
export function decodeHeartRate(value: Uint8Array): Result<HeartRate, 'length'> {
  const reader = new Reader(value);
  const flags = reader.u8();
  const bpm = flags & WIDE ? beatsOrNone(reader.u16le(), 2) : beatsOrNone(reader.u8());
  const heartRate: HeartRate = {
    bpm,
    contact: CONTACT[(flags >> 1) & 3]!,
    intervals: [],
  };
  if (flags & ENERGY) heartRate.energyKilojoules = reader.u16le();
  if (flags & INTERVALS) {
    while (reader.remaining >= 2) heartRate.intervals.push(reader.u16le());
  }
  return reader.failed ? fail('length') : ok(heartRate);
}

/** The narrow form where the rate fits it. */
export function encodeHeartRate(heartRate: HeartRate): Uint8Array {
  const { bpm, contact, energyKilojoules, intervals } = heartRate;
  const rate = bpm ?? 0;
  const wide = rate > 0xff;
  let flags = (wide ? WIDE : 0) | (Math.max(0, CONTACT.lastIndexOf(contact)) << 1);
  if (contact === 'unsupported') flags &= WIDE;
  if (energyKilojoules !== undefined) flags |= ENERGY;
  if (intervals.length > 0) flags |= INTERVALS;
  const energy = energyKilojoules === undefined ? [] : [...littleEndian(energyKilojoules, 2)];
  return Uint8Array.from([
    flags,
    ...littleEndian(rate, wide ? 2 : 1),
    ...energy,
    ...intervals.flatMap((interval) => [...littleEndian(interval, 2)]),
  ]);
}
