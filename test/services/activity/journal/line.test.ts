import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeLine,
  decodeText,
  encodeLine,
  type JournalRecord,
} from '../../../../miniprogram/services/activity/journal/line';

const amount = {
  steps: fc.nat(5000),
  metres: fc.option(fc.nat(9000), { nil: undefined }),
  kcal: fc.option(fc.nat(900), { nil: undefined }),
};
const clean = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const pages = fc
  .record({
    kind: fc.constant('page' as const),
    band: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
    at: fc.nat(),
    source: fc.constantFrom('direct' as const, 'counter' as const, 'virtual' as const),
    readings: fc.array(fc.record({ start: fc.nat(), seconds: fc.nat(3600), ...amount })),
    counters: fc.array(fc.record({ day: fc.nat(), at: fc.nat(), ...amount })),
    cursor: fc.option(fc.string(), { nil: null }),
  })
  .map((page) => clean(page) as JournalRecord);

describe('a line of the journal', () => {
  test('comes back as it went, in ASCII', () => {
    fc.assert(
      fc.property(pages, (record) => {
        const line = encodeLine(record);
        expect(line).toMatch(/^\n[ -~]+\n$/);
        expect(decodeLine(line.trim())).toEqual(record);
      }),
    );
  });

  test('cut anywhere it is no record, and the next line is still whole', () => {
    fc.assert(
      fc.property(pages, pages, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const line = encodeLine(a);
        const cut = line.slice(0, Math.floor((line.length - 2) * share));
        const { records, damaged } = decodeText(cut + encodeLine(b));
        expect(records).toEqual([b]);
        expect(damaged).toBe(cut.trim() === '' ? 0 : 1);
      }),
    );
  });

  test('with one letter changed it is no record', () => {
    fc.assert(
      fc.property(pages, fc.nat(), (record, index) => {
        const line = encodeLine(record).trim();
        const at = index % line.length;
        const changed = `${line.slice(0, at)}${line[at] === '#' ? '~' : '#'}${line.slice(at + 1)}`;
        expect(decodeLine(changed)).toBeNull();
      }),
    );
  });

  test('any text at all decodes to something without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeText(text).records).toEqual([]);
      }),
    );
  });
});
