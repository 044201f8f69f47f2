/**
 * Bands without history: what they say while they are watched, the running total of a day every ten
 * steps or so. The phone knows the time; the values do not.
 */
import {
  decodeHeartRate,
  decodeStepSummary,
  encodeHeartRate,
  encodeStepSummary,
} from '../../../../miniprogram/bands/bluetooth-sig/codec';
import { decodeSteps, encodeSteps } from '../../../../miniprogram/bands/infinitime/codec';
import {
  decodeMeasurement as decodePedometer,
  encodeMeasurement as encodePedometer,
} from '../../../../miniprogram/bands/wechat-pedometer/codec';
import { WEEK } from '../weeks';
import { type Encoding, encoding, must, type Piece, piece } from './encoding';

interface Total {
  time: number;
  steps: number;
  metres: number;
  kcal: number;
}

const APART = 10;
const DAY = 86_400;

function totals(): Total[] {
  const found: Total[] = [];
  let day = 0;
  let steps = 0;
  for (const walk of WEEK) {
    const own = Math.floor(walk.at / DAY);
    if (own !== day) steps = 0;
    day = own;
    for (let left = walk.steps, time = walk.at; left > 0; left -= APART, time += APART / 2) {
      steps += Math.min(left, APART);
      found.push({ time, steps, metres: Math.round(steps * 0.7), kcal: Math.round(steps * 0.04) });
    }
  }
  return found;
}

/** One piece of each value. The floor is hardly more than the pieces: shown, and no goal. */
function each(
  encode: (total: Total) => Uint8Array,
  floor: (value: Uint8Array) => Piece,
  ours: (value: Uint8Array) => Piece,
): Encoding {
  const values = totals().map(encode);
  const run = (read: (value: Uint8Array) => Piece) => () => values.map(read);
  return { ...encoding(values, run(floor), run(ours)), goals: [] };
}

const word = (value: Uint8Array, at: number): number => value[at]! + value[at + 1]! * 256;
const wide = (value: Uint8Array, at: number): number => word(value, at) + value[at + 2]! * 65_536;

function trust(isHeader: boolean): void {
  if (!isHeader) throw new Error('header');
}

/** FEA1: flags, and three bytes for each of them. */
export const pedometer = (): Encoding =>
  each(
    encodePedometer,
    (value) => {
      trust(value[0] === 7);
      return piece(0, 0, wide(value, 1), wide(value, 4), wide(value, 7));
    },
    (value) => {
      const { steps, metres, kcal } = must(decodePedometer(value));
      return piece(0, 0, steps, metres, kcal);
    },
  );

/** Four bytes. */
export const infinitime = (): Encoding =>
  each(
    ({ steps }) => encodeSteps(steps),
    (value) => {
      trust(value.length === 4);
      return piece(0, 0, word(value, 0) + word(value, 2) * 65_536);
    },
    (value) => piece(0, 0, must(decodeSteps(value))),
  );

/** 2B40: a head of fourteen bytes, the session's seconds among them, and three bytes a field. */
export const stepCounter = (): Encoding =>
  each(
    ({ time, steps, metres }) =>
      encodeStepSummary({
        session: 1,
        subSession: 0,
        seconds: time % DAY,
        sequence: 1,
        steps,
        metres,
      }),
    (value) => {
      trust(value[0] === 0xc0 && value[1] === 9);
      const seconds = word(value, 6) + word(value, 8) * 65_536;
      return piece(0, seconds, wide(value, 14), wide(value, 17));
    },
    (value) => {
      const { seconds, steps = 0, metres } = must(decodeStepSummary(value));
      return piece(0, seconds, steps, metres);
    },
  );

/** 2A37: flags and a byte, as most sensors say it. */
export const heartRate = (): Encoding =>
  each(
    ({ steps }) => encodeHeartRate({ bpm: 60 + (steps % 90), contact: 'present', intervals: [] }),
    (value) => {
      trust((value[0]! & 0x19) === 0);
      return piece(0, 0, 0, 0, 0, value[1]!);
    },
    (value) => piece(0, 0, 0, 0, 0, must(decodeHeartRate(value)).bpm ?? 0),
  );
