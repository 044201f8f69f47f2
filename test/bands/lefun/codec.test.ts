import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { crc8 } from '../../../miniprogram/bands/common/crc8';
import {
  COMMANDS,
  decodeActivity,
  decodeBattery,
  decodeDone,
  decodeFrame,
  decodeHeart,
  decodeProfile,
  decodeSleep,
  decodeTime,
  decodeTotals,
  encodeActivity,
  encodeFrame,
  encodeProfile,
  encodeSetTime,
  encodeSleep,
  encodeTime,
  encodeTotals,
  TIME_REQUEST,
} from '../../../miniprogram/bands/lefun/codec';
import {
  type Cursor,
  cursorFromText,
  cursorToText,
  START,
} from '../../../miniprogram/bands/lefun/cursor';
import { readingOf, spansOf } from '../../../miniprogram/bands/lefun/records';
import { fromHex, toHex } from '../../../miniprogram/lib/bytes';
import { utf8Encode } from '../../../miniprogram/lib/utf8';
import fixture from '../../fixtures/lefun.vectors.json';
import { must } from '../../helpers/vectors';

const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
const byId = new Map(fixture.vectors.map((vector) => [vector.id, vector.hex]));
const hexOf = (id: string) => byId.get(`lefun.${id}`)!;
const tested = new Set<string>();

function payloadOf(id: string): Uint8Array {
  const from = id.endsWith('.req') || id === 'time.set' ? 'phone' : 'band';
  return must(decodeFrame(from, fromHex(hexOf(id))!)).payload;
}

const vector = (id: string, check: () => void) => {
  tested.add(`lefun.${id}`);
  test(`lefun.${id}`, check);
};

describe('vectors', () => {
  for (const [id, command, payload] of [
    ['bond.req', COMMANDS.bond, []],
    ['battery.req', COMMANDS.battery, []],
    ['steps.req', COMMANDS.totals, [0]],
    ['activity.req', COMMANDS.activity, [0]],
    ['sleep.req', COMMANDS.sleep, [0]],
    ['time.set', COMMANDS.time, encodeSetTime(utc('2026-01-02 08:30:00'))],
  ] as const) {
    vector(id, () => {
      expect(toHex(encodeFrame('phone', command, payload))).toBe(hexOf(id));
      expect([...payloadOf(id)]).toEqual([...payload]);
    });
  }

  for (const id of ['time.set.rsp', 'profile.rsp']) {
    vector(id, () => expect(decodeDone(payloadOf(id))).toEqual({ ok: true, value: true }));
  }

  vector('time.get.rsp', () => {
    const seconds = utc('2026-01-02 08:30:00');
    expect(must(decodeTime(payloadOf('time.get.rsp')))).toEqual({ seconds, set: false });
    expect(toHex(encodeFrame('band', COMMANDS.time, encodeTime(seconds)))).toBe(
      hexOf('time.get.rsp'),
    );
  });

  vector('steps.rsp', () => {
    const totals = must(decodeTotals(payloadOf('steps.rsp')));
    const day = utc('2026-01-02 00:00:00');
    expect(totals).toEqual({ daysAgo: 0, day, steps: 6543, metres: 4580, kcal: 210 });
    expect(toHex(encodeFrame('band', COMMANDS.totals, encodeTotals(totals)))).toBe(
      hexOf('steps.rsp'),
    );
  });

  vector('activity.rsp', () => {
    const listed = must(decodeActivity(payloadOf('activity.rsp')));
    const record = { at: utc('2026-01-02 08:00:00'), steps: 523, metres: 366, kcal: 21 };
    expect(listed).toEqual({ daysAgo: 0, index: 1, of: 1, record });
    expect(toHex(encodeFrame('band', COMMANDS.activity, encodeActivity(listed)))).toBe(
      hexOf('activity.rsp'),
    );
  });

  vector('activity.none', () => {
    const none = { daysAgo: 0, index: 0, of: 0, record: null };
    expect(must(decodeActivity(payloadOf('activity.none')))).toEqual(none);
    expect(toHex(encodeFrame('band', COMMANDS.activity, encodeActivity(none)))).toBe(
      hexOf('activity.none'),
    );
  });

  vector('sleep.rsp', () => {
    const listed = must(decodeSleep(payloadOf('sleep.rsp')));
    const record = { at: utc('2026-01-02 23:30:00'), stage: 'deep' };
    expect(listed).toEqual({ daysAgo: 0, index: 1, of: 1, record });
    expect(toHex(encodeFrame('band', COMMANDS.sleep, encodeSleep(listed)))).toBe(
      hexOf('sleep.rsp'),
    );
  });

  test('the check value of the checksum', () => expect(crc8(utf8Encode('123456789'))).toBe(0xa1));

  test('every vector is tested', () => expect(new Set(byId.keys())).toEqual(tested));
});

const u8 = fc.nat(255);
/** Two bytes; FFFF is no number. */
const u16 = fc.nat(0xfffe);
const u32 = fc.nat(0xfffffffe);
const civil = fc.integer({ min: 946_684_800, max: 4_102_444_799 });
const minute = civil.map((seconds) => seconds - (seconds % 60));
/** A place in a list of at most this many. */
const place = (most: number) =>
  fc.tuple(u8, fc.integer({ min: 1, max: most }), fc.nat()).map(([daysAgo, of, index]) => ({
    daysAgo,
    of,
    index: 1 + (index % of),
  }));
const stage = fc.constantFrom('awake' as const, 'light' as const, 'deep' as const);

describe('properties', () => {
  test('frames survive the round trip, and no cut or flipped bit is taken for a frame', () => {
    const side = fc.constantFrom('phone' as const, 'band' as const);
    fc.assert(
      fc.property(
        side,
        u8,
        fc.uint8Array({ maxLength: 16 }),
        fc.nat(),
        (from, command, bytes, n) => {
          const frame = encodeFrame(from, command, bytes);
          expect(must(decodeFrame(from, frame))).toEqual({ command, payload: bytes });
          expect(decodeFrame(from, frame.subarray(0, n % frame.length)).ok).toBe(false);
          const flipped = frame.slice();
          flipped[n % frame.length]! ^= 1 << ((n >> 5) & 7);
          expect(decodeFrame(from, flipped).ok).toBe(false);
        },
      ),
    );
  });

  test('records, totals, times and profiles survive the round trip', () => {
    const bytes = (payload: readonly number[]) => Uint8Array.from(payload);
    const activity = fc.record({ at: minute, steps: u16, metres: u16, kcal: u16 });
    const sleep = fc.record({ at: minute, stage });
    const totals = fc.record({
      daysAgo: u8,
      day: civil.map((seconds) => seconds - (seconds % 86_400)),
      steps: u32,
      metres: u32,
      kcal: u32,
    });
    const profile = fc.record({
      gender: fc.constantFrom('male' as const, 'female' as const),
      heightCm: u8,
      weightKg: u8,
      age: u8,
    });
    fc.assert(
      fc.property(place(255), activity, place(0xffff), sleep, (at, walked, bed, slept) => {
        const record = { ...at, record: walked };
        expect(must(decodeActivity(bytes(encodeActivity(record))))).toEqual(record);
        const mark = { ...bed, record: slept };
        expect(must(decodeSleep(bytes(encodeSleep(mark))))).toEqual(mark);
      }),
    );
    fc.assert(
      fc.property(totals, civil, profile, (sums, seconds, person) => {
        expect(must(decodeTotals(bytes(encodeTotals(sums))))).toEqual(sums);
        expect(must(decodeTime(bytes(encodeTime(seconds))))).toEqual({ seconds, set: false });
        expect(must(decodeTime(bytes(encodeSetTime(seconds))))).toEqual({ seconds, set: true });
        expect(must(decodeProfile(bytes(encodeProfile(person))))).toEqual(person);
      }),
    );
  });

  test('nothing throws on any bytes', () => {
    const decoders = [
      decodeActivity,
      decodeBattery,
      decodeDone,
      decodeHeart,
      decodeProfile,
      decodeSleep,
      decodeTime,
      decodeTotals,
      (value: Uint8Array) => decodeFrame('band', value),
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (value) => {
        for (const decode of decoders) {
          const result = decode(value);
          expect(result.ok || result.reason.length > 0).toBe(true);
        }
      }),
    );
    expect(decodeTime(Uint8Array.from(TIME_REQUEST))).toEqual({ ok: false, reason: 'length' });
  });

  test('cursors survive the round trip; other text is the start', () => {
    const shift = fc.option(fc.integer({ min: -200_000, max: 200_000 }));
    const counts = fc.array(
      fc.tuple(fc.nat(40_000), fc.record({ activity: fc.nat(255), sleep: u16 })),
      { maxLength: 7 },
    );
    const cursor = fc.record({
      day: fc.nat(40_000),
      shift,
      epochs: fc.array(
        fc.record({
          shift,
          until: fc.nat(4_000_000_000),
          counts: counts.map((all) => new Map(all)),
        }),
        {
          maxLength: 4,
        },
      ),
      sleep: fc.option(fc.record({ at: fc.nat(4_000_000_000), stage })),
      total: fc.option(
        fc.record({
          at: fc.nat(2_000_000_000),
          day: fc.constant(20_261_122),
          steps: u16,
          base: fc.record({ steps: u16 }),
        }),
      ),
    });
    fc.assert(
      fc.property(cursor as fc.Arbitrary<Cursor>, fc.string(), (value, text) => {
        expect(cursorFromText(cursorToText(value))).toEqual(value);
        expect(cursorFromText(text)).toBe(START);
      }),
    );
  });

  test('a reading never leaves its hour, whatever the record’s time', () => {
    fc.assert(
      fc.property(minute, (at) => {
        const { start, seconds } = readingOf({ at, steps: 1, metres: 1, kcal: 0 }, 28_800);
        expect(start).toBe(at - 28_800);
        expect(Math.floor((at + seconds - 1) / 3600)).toBe(Math.floor(at / 3600));
        expect((at + seconds) % 3600).toBe(0);
      }),
    );
  });
});

test('a record of the hour in which the clock was set begins there', () => {
  const record = { at: 7200, steps: 1, metres: 1, kcal: 0 };
  expect(readingOf(record, 0, 9000)).toMatchObject({ start: 9000, seconds: 1800 });
  expect(readingOf(record, 0, 7200)).toMatchObject({ start: 7200, seconds: 3600 });
  expect(readingOf(record, 0, 10_800)).toMatchObject({ start: 7200, seconds: 3600 });
});

test('a sleep mark lasts until the next; the last one and long wakefulness have no end', () => {
  const marks = [
    { at: 0, stage: 'light' as const },
    { at: 600, stage: 'deep' as const },
    { at: 4200, stage: 'awake' as const },
    { at: 90_000, stage: 'light' as const },
  ];
  expect(spansOf(marks)).toEqual([
    { start: 0, seconds: 600, stage: 'light' },
    { start: 600, seconds: 3600, stage: 'deep' },
  ]);
});
