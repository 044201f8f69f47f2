/**
 * The heart-rate log: a value every five minutes of a day, in packets of thirteen (nine in the
 * first, behind the day's start). Several implementations. The app keeps no heart rates, so the
 * driver does not ask for it; `band -- decode` and the bench read it.
 */
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { PAYLOAD_BYTES } from './packet';

const HEADER = 0;
const FIRST = 1;
const NONE = 0xff;

export type HeartPacket =
  | { kind: 'header'; packets: number; minutes: number }
  /** `dayStart` only in packet 1: unix seconds, of which clock the sources differ. */
  | { kind: 'values'; index: number; dayStart?: number; values: number[] }
  | { kind: 'none' };

/** Payload of the request. */
export const encodeHeartRequest = (dayStart: number): Uint8Array => littleEndian(dayStart, 4);

export function encodeHeartPacket(packet: HeartPacket): Uint8Array {
  const payload = new Uint8Array(PAYLOAD_BYTES);
  if (packet.kind === 'none') payload[0] = NONE;
  else if (packet.kind === 'header') payload.set([HEADER, packet.packets, packet.minutes]);
  else {
    payload[0] = packet.index;
    const { dayStart } = packet;
    if (dayStart !== undefined) payload.set(littleEndian(dayStart, 4), 1);
    payload.set(packet.values, dayStart === undefined ? 1 : 5);
  }
  return payload;
}

/** Total. */
export function decodeHeartPacket(payload: Uint8Array): Result<HeartPacket, 'length'> {
  if (payload.length !== PAYLOAD_BYTES) return fail('length');
  const index = payload[0]!;
  if (index === NONE) return ok({ kind: 'none' });
  if (index === HEADER) {
    return ok({ kind: 'header', packets: payload[1]!, minutes: payload[2]! });
  }
  if (index !== FIRST) return ok({ kind: 'values', index, values: valuesOf(payload, 1) });
  const dayStart = new Reader(payload.subarray(1)).u32le();
  return ok({ kind: 'values', index, dayStart, values: valuesOf(payload, 5) });
}

function valuesOf(payload: Uint8Array, from: number): number[] {
  const values: number[] = [];
  for (let at = from; at < PAYLOAD_BYTES; at++) values.push(payload[at]!);
  return values;
}
