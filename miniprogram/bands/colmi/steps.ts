/**
 * The step log: a header, then one packet per quarter of an hour with steps in it. Times are the
 * ring's wall clock. Several implementations; PROTOCOL.md says what is odd about it.
 */
import { littleEndian } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { fromBcd, toBcd } from '../common/bcd';
import { civilParts, civilSeconds } from '../common/civil';
import { orNone } from '../common/no-value';
import { PAYLOAD_BYTES } from './packet';

export const QUARTER_SECONDS = 900;
const QUARTERS = 96;
const HEADER = 0xf0;
const NONE = 0xff;

/** Steps of a quarter of an hour. */
export interface StepRecord {
  /** Civil seconds by the ring's clock; null for a day or a quarter that cannot be. */
  at: number | null;
  /** Place in this answer, from 0, and how many there are. */
  index: number;
  of: number;
  /** 0 where the ring has none. */
  steps: number;
  metres: number | null;
  /** As sent; small calories, or tens of them where the header says so. */
  calories: number | null;
}

export type StepPacket =
  | { kind: 'header'; packets: number; tenfold: boolean }
  | { kind: 'record'; record: StepRecord }
  | { kind: 'none' };

/** Payload of the request for the log of a day: quarters 0 to 95. */
export const encodeStepRequest = (daysAgo: number): number[] => [daysAgo & 0xff, 15, 0, 95, 1];

/** How many days ago a request asks for. Total. */
export const decodeStepRequest = (payload: Uint8Array): number => payload[0] ?? 0;

export function encodeStepPacket(packet: StepPacket): Uint8Array {
  const payload = new Uint8Array(PAYLOAD_BYTES);
  if (packet.kind === 'none') payload[0] = NONE;
  else if (packet.kind === 'header') {
    payload.set([HEADER, packet.packets, packet.tenfold ? 1 : 0]);
  } else {
    const { at, index, of, steps, metres, calories } = packet.record;
    const { year, month, day, hour, minute } = civilParts(at ?? 0);
    const quarter = hour * 4 + Math.floor(minute / 15);
    payload.set([toBcd(year % 100), toBcd(month), toBcd(day), quarter, index, of]);
    [calories, steps, metres].forEach((value, i) => {
      payload.set(littleEndian(value ?? 0xffff, 2), 6 + i * 2);
    });
  }
  return payload;
}

/** Total. */
export function decodeStepPacket(payload: Uint8Array): Result<StepPacket, 'length' | 'index'> {
  if (payload.length !== PAYLOAD_BYTES) return fail('length');
  if (payload[0] === NONE) return ok({ kind: 'none' });
  if (payload[0] === HEADER) {
    return ok({ kind: 'header', packets: payload[1]!, tenfold: payload[2] === 1 });
  }
  const date = dateOf(payload);
  const quarter = payload[3]!;
  const index = payload[4]!;
  const of = payload[5]!;
  if (index >= of) return fail('index');
  const word = (from: number) => orNone(payload[from]! + payload[from + 1]! * 256, 2);
  const calories = word(6);
  const steps = word(8) ?? 0;
  const metres = word(10);
  const at = date === null || quarter >= QUARTERS ? null : date + quarter * QUARTER_SECONDS;
  return ok({ kind: 'record', record: { at, index, of, steps, metres, calories } });
}

function dateOf(payload: Uint8Array): number | null {
  const year = fromBcd(payload[0]!);
  const month = fromBcd(payload[1]!);
  const day = fromBcd(payload[2]!);
  if (year === null || month === null || day === null) return null;
  return civilSeconds({ year: 2000 + year, month, day, hour: 0, minute: 0, second: 0 });
}
