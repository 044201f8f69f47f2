/** A band's slots of a day as one text: short, readable, and the same slots again. */
import { describe, expect, test } from '@jest/globals';
import { BSON } from 'bson';
import fc from 'fast-check';
import { slotsFrom, slotsText } from '../../../cloudfunctions/activity/slots-text';
import { type Amount, type DaySlots, SLOTS_PER_DAY } from '../../../miniprogram/contract/activity';

const count = fc.maxSafeNat();
const amount = fc.record(
  { steps: count, metres: count, kcal: count },
  { requiredKeys: ['steps'], noNullPrototype: true },
) as fc.Arbitrary<Amount>;
const slot = fc.nat(SLOTS_PER_DAY - 1);
const told = fc.uniqueArray(fc.tuple(slot, amount), { selector: ([at]) => at });
const slotsOf = (all: readonly (readonly [number, Amount])[]): DaySlots => Object.fromEntries(all);

describe('slots as text', () => {
  test('are readable: slot, steps, metres, kcal, and what was not measured is a dash or nothing', () => {
    const slots: DaySlots = {
      36: { steps: 412, metres: 310, kcal: 18 },
      9: { steps: 0 },
      37: { steps: 90, metres: 0 },
      95: { steps: 3750, kcal: 4 },
    };
    expect(slotsText(slots)).toBe('9 0;36 412 310 18;37 90 0;95 3750 - 4');
    expect(slotsText({})).toBe('');
    expect(slotsFrom('')).toEqual({});
  });

  test('any slots come back as they were, whatever is absent stays absent', () => {
    fc.assert(
      fc.property(told, (all) => {
        const slots = slotsOf(all);
        expect(slotsFrom(slotsText(slots))).toStrictEqual(slots);
      }),
    );
  });

  test('the same slots in any order are the same text, and parts in any order the same slots', () => {
    const shuffled = told.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        const parts = mixed.map((one) => slotsText(slotsOf([one])));
        expect(slotsText(slotsFrom(parts.join(';')))).toBe(slotsText(slotsOf(all)));
      }),
    );
  });

  test('of a usual day are a third of what they are as a document', () => {
    const slots: DaySlots = {};
    for (let i = 28; i < 68; i++) slots[i] = { steps: 300 + i, metres: 220 + i, kcal: 12 };
    const { length } = slotsText(slots);
    expect(length).toBeLessThan(600);
    expect(length * 3).toBeLessThan(BSON.calculateObjectSize(slots));
  });
});

describe('a text that is none', () => {
  test.each([
    ['a slot that no day has', '96 5'],
    ['a slot alone', '36'],
    ['a negative number', '36 -5'],
    ['a fraction', '36 1.5'],
    ['more than a number holds', `36 ${'9'.repeat(17)}`],
    ['words', '36 many'],
    ['a number too many', '36 1 2 3 4'],
    ['two spaces', '36  5'],
    ['an exponent', '36 1e3'],
    ['no steps', '36 - 5'],
    ['nothing', ''],
  ])('is left out, and nothing else: %s', (_, part) => {
    expect(slotsFrom(`12 7;${part};40 8 - 2`)).toStrictEqual({
      12: { steps: 7 },
      40: { steps: 8, kcal: 2 },
    });
  });

  test('of a slot that is told twice the larger counts, as ever', () => {
    expect(slotsFrom('36 5 9;36 7 2 1')).toStrictEqual({ 36: { steps: 7, metres: 9, kcal: 1 } });
  });

  test('throws for nothing, and says only what is a slot', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'0123456789 -;.e\n\u0660') });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string()), (text) => {
        for (const [key, { steps, metres = 0, kcal = 0 }] of Object.entries(slotsFrom(text))) {
          expect(Number(key)).toBeLessThan(SLOTS_PER_DAY);
          for (const value of [steps, metres, kcal]) expect(Number.isSafeInteger(value)).toBe(true);
        }
      }),
    );
  });
});
