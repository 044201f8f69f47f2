import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RunningTotal } from '../../../miniprogram/bands/common/running-total';
import {
  civilOfCurrentTime,
  currentTimeOf,
  decodeBatteryLevel,
  decodeCurrentTime,
  decodeHeartRate,
  decodeLocalTime,
  decodeMotion,
  decodeSteps,
  decodeText,
  encodeCurrentTime,
  encodeHeartRate,
  encodeLocalTime,
  encodeSteps,
  encodeText,
  localTimeOf,
} from '../../../miniprogram/bands/infinitime/codec';
import { attribute } from '../../../miniprogram/bands/infinitime/total';
import { dayOf, dayStart } from '../../../miniprogram/contract/activity';
import { fromHex, toHex } from '../../../miniprogram/lib/bytes';
import fixture from '../../fixtures/infinitime.vectors.json';
import { must } from '../../helpers/vectors';

interface Vector {
  id: string;
  hex: string;
  decoded: Record<string, unknown>;
}

const vectors = fixture.vectors as unknown as Vector[];

/** What a vector says through the codec, and its bytes made again. */
const READ: Record<string, (bytes: Uint8Array) => [decoded: unknown, bytes: Uint8Array]> = {
  steps: (bytes) => {
    const steps = must(decodeSteps(bytes));
    return [{ steps }, encodeSteps(steps)];
  },
  hr: (bytes) => {
    const heartRate = must(decodeHeartRate(bytes));
    return [{ bpm: heartRate.bpm }, encodeHeartRate(heartRate)];
  },
  battery: (bytes) => [{ level: must(decodeBatteryLevel(bytes)) }, bytes],
  time: (bytes) => {
    const civil = civilOfCurrentTime(must(decodeCurrentTime(bytes)))!;
    const local = new Date(civil * 1000).toISOString().slice(0, 19).replace('T', ' ');
    return [{ local }, encodeCurrentTime(currentTimeOf(civil))];
  },
  zone: (bytes) => {
    const { zoneQuarters, dstQuarters } = must(decodeLocalTime(bytes));
    return [{ zoneQuarters, dst: dstQuarters }, encodeLocalTime(localTimeOf(28_800))];
  },
  dis: (bytes) => [{ text: decodeText(bytes) }, encodeText(decodeText(bytes))],
};

test.each(vectors)('$id', ({ id, hex, decoded }) => {
  const [said, bytes] = READ[id.split('.')[1]!]!(fromHex(hex)!);
  expect(said).toEqual(decoded);
  expect(toHex(bytes)).toBe(hex);
});

describe('properties', () => {
  test('steps and acceleration survive the round trip; other lengths are refused', () => {
    const axis = fc.integer({ min: -32_768, max: 32_767 });
    fc.assert(
      fc.property(fc.nat(0xffffffff), axis, axis, axis, (steps, x, y, z) => {
        expect(must(decodeSteps(encodeSteps(steps)))).toBe(steps);
        const bytes = new Uint8Array(Int16Array.of(x, y, z).buffer);
        expect(must(decodeMotion(bytes))).toEqual([x, y, z]);
        expect(decodeSteps(bytes).ok).toBe(false);
        expect(decodeMotion(encodeSteps(steps)).ok).toBe(false);
      }),
    );
  });

  test('nothing throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        const results = [decodeSteps, decodeMotion, decodeHeartRate, decodeBatteryLevel].map(
          (decode) => decode(bytes),
        );
        for (const result of [...results, decodeCurrentTime(bytes), decodeLocalTime(bytes)]) {
          expect(result.ok || result.reason.length > 0).toBe(true);
        }
      }),
    );
  });

  interface Step {
    /** Ten minutes each. */
    gap: number;
    steps: number;
    /** Of the clock, from then on. */
    error: number;
  }
  const stepsWith = (...errors: number[]) =>
    fc.array(
      fc.record({
        gap: fc.integer({ min: 1, max: 90 }),
        steps: fc.nat(900),
        error: fc.constantFrom(...errors),
      }),
      { maxLength: 12 },
    );

  test('with a right clock no day has more steps than were walked on it', () => {
    fc.assert(
      fc.property(stepsWith(0, 60, -100), (list) => {
        const { walked, told } = live(list);
        for (const [day, steps] of told) expect(steps).toBeLessThanOrEqual(walked.get(day) ?? 0);
      }),
    );
  });

  test('whatever the clock says, no step is counted twice', () => {
    fc.assert(
      fc.property(stepsWith(0, 60, -5000, 40_000, -40_000, -400_000), (list) => {
        const { walked, told } = live(list);
        const sum = (days: Map<number, number>) => [...days.values()].reduce((a, b) => a + b, 0);
        expect(sum(told)).toBeLessThanOrEqual(sum(walked));
      }),
    );
  });

  /** Steps walked by day, and steps told by day, of a watch whose clock is set at every sync. */
  function live(list: readonly Step[]) {
    const walked = new Map<number, number>();
    const told = new Map<number, number>();
    const watchDay = (at: number) => Math.floor(at / 86_400);
    let now = dayStart(20_261_122) + 300;
    let count = 0;
    let shift = 28_800;
    let last: RunningTotal | null = null;
    for (const { gap, steps, error } of list) {
      const before = watchDay(now + shift);
      now += gap * 600;
      if (watchDay(now + shift) !== before) count = 0;
      count += steps;
      walked.set(dayOf(now), (walked.get(dayOf(now)) ?? 0) + steps);
      const sample = { now, offsetSeconds: 28_800, shown: now + shift, steps: count };
      const found: ReturnType<typeof attribute> = attribute(sample, last);
      last = found.total;
      const { counter } = found;
      if (counter) told.set(counter.day, Math.max(told.get(counter.day) ?? 0, counter.steps));
      const set = now + 28_800;
      if (watchDay(set) !== watchDay(now + shift) && set % 86_400 < 3600) count = 0;
      shift = 28_800 + error;
    }
    return { walked, told };
  }
});
