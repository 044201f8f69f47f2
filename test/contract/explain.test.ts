/** The rows add up to the hour, the hours to the day. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DaySlots } from '../../miniprogram/contract/activity';
import { countDay, type DaySource } from '../../miniprogram/contract/counting';
import { explainDay } from '../../miniprogram/contract/explain';

const DAY = 20261122;
const steps = fc.nat(4000);
const slots: fc.Arbitrary<DaySlots> = fc
  .dictionary(fc.nat(95).map(String), fc.record({ steps }))
  .map((entries) => ({ ...entries }));
const source: fc.Arbitrary<DaySource> = fc
  .record(
    {
      source: fc.constantFrom('a', 'b', 'c', 'werun', 'v'),
      slots,
      counter: fc.record({ steps: fc.nat(20_000) }),
    },
    { requiredKeys: ['source', 'slots'] },
  )
  .map((one) => ({ ...one, day: DAY, sourceClass: classOf(one.source) }) as DaySource);
const classOf = (name: string) =>
  name === 'werun' ? 'werun' : name === 'v' ? 'virtual' : name === 'c' ? 'counter' : 'direct';
const sources = fc.uniqueArray(source, { selector: (one) => one.source, maxLength: 5 });
const version = fc.constantFrom(1, 2);
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe('R3-3 a day explained', () => {
  test('what is counted of the lanes is the day’s number, hour by hour too', () => {
    fc.assert(
      fc.property(sources, version, (told, by) => {
        const { total, lanes, unused } = explainDay(DAY, told, by);
        expect(total).toEqual(countDay(DAY, told, by));
        expect(sum(lanes.map((lane) => lane.steps))).toBe(total.steps);
        expect(unused.every((lane) => lane.steps === 0)).toBe(true);
        const counted = lanes.flatMap((lane) => lane.slots.filter((slot) => slot.counted));
        expect(new Set(counted.map(({ slot }) => slot)).size).toBe(counted.length);
        if (lanes.some((lane) => lane.isNumber)) return expect(counted).toEqual([]);
        for (let hour = 0; hour < 24; hour++) {
          const within = counted.filter(({ slot }) => Math.floor(slot / 4) === hour);
          expect(sum(within.map((slot) => slot.steps))).toBe(total.hours[hour]);
        }
      }),
    );
  });

  test('every source is told once, and of two in a slot the larger counts', () => {
    const told: DaySource[] = [
      {
        source: 'a',
        sourceClass: 'direct',
        day: DAY,
        slots: { 72: { steps: 312 }, 75: { steps: 294 } },
      },
      { source: 'b', sourceClass: 'direct', day: DAY, slots: { 72: { steps: 388 } } },
      { source: 'werun', sourceClass: 'werun', day: DAY, slots: {}, counter: { steps: 9870 } },
    ];
    const { total, lanes, unused, overlap } = explainDay(DAY, told);
    expect(total.steps).toBe(682);
    expect(overlap).toBe(312);
    expect(lanes.map((lane) => [lane.source, lane.steps])).toEqual([
      ['b', 388],
      ['a', 294],
    ]);
    expect(unused.map((lane) => [lane.source, lane.counter])).toEqual([['werun', 9870]]);
  });

  test('where a total is the number, no slot is', () => {
    const told: DaySource[] = [
      {
        source: 'a',
        sourceClass: 'direct',
        day: DAY,
        slots: { 72: { steps: 312 } },
        counter: { steps: 900 },
      },
    ];
    const { lanes, overlap } = explainDay(DAY, told);
    expect(lanes[0]).toMatchObject({ isNumber: true, steps: 900 });
    expect(lanes[0]!.slots).toEqual([{ slot: 72, steps: 312, counted: false }]);
    expect(overlap).toBe(0);
  });
});
