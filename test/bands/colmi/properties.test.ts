import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeBattery,
  decodeGoals,
  decodeHeartPacket,
  decodeHeartSettings,
  decodeLarge,
  decodeMeasured,
  decodeNotification,
  decodePacket,
  decodeSetTime,
  decodeSleep,
  decodeStepPacket,
  encodeBattery,
  encodeGoals,
  encodeHeartPacket,
  encodeHeartSettings,
  encodeLarge,
  encodeMeasured,
  encodeNotification,
  encodePacket,
  encodeSetTime,
  encodeSleep,
  encodeStepPacket,
  type HeartPacket,
  largeLength,
  type Night,
  type Notification,
  SLEEP,
  type StepPacket,
} from '../../../miniprogram/bands/colmi/codec';
import {
  cursorFromText,
  cursorToText,
  utcOf,
  zonesAfter,
} from '../../../miniprogram/bands/colmi/cursor';

const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
/** Two bytes; FFFF is no number. */
const u16 = fc.nat(0xfffe);
const u24 = fc.nat(0xffffff);
const byte = fc.nat(255);
const civil = fc.integer({ min: utc('2000-01-01 00:00:00'), max: utc('2099-12-31 23:59:59') });
const stepPacket: fc.Arbitrary<StepPacket> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({ kind: fc.constant('header' as const), packets: byte, tenfold: fc.boolean() }),
  fc
    .record({ quarter: civil, index: fc.nat(94), more: fc.nat(100), a: u16, b: u16, c: u16 })
    .map(({ quarter, index, more, a, b, c }) => ({
      kind: 'record' as const,
      record: {
        at: quarter - (quarter % 900),
        index,
        of: index + 1 + more,
        steps: a,
        metres: b,
        calories: c,
      },
    })),
);
const thirteen = fc.array(byte, { minLength: 13, maxLength: 13 });
const nine = fc.array(byte, { minLength: 9, maxLength: 9 });
const heartPacket: fc.Arbitrary<HeartPacket> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({ kind: fc.constant('header' as const), packets: byte, minutes: byte }),
  fc.record({
    kind: fc.constant('values' as const),
    index: fc.constant(1),
    dayStart: fc.nat(0xffffffff),
    values: nine,
  }),
  fc.record({
    kind: fc.constant('values' as const),
    index: fc.integer({ min: 2, max: 254 }),
    values: thirteen,
  }),
);
const battery = fc.record({ level: fc.nat(100), charging: fc.boolean() });
const notification: fc.Arbitrary<Notification> = fc.oneof(
  fc.record({ kind: fc.constantFrom('new-heart-rate', 'new-spo2', 'new-steps') }),
  fc.record({ kind: fc.constant('battery' as const), battery }),
  fc.record({
    kind: fc.constant('totals' as const),
    totals: fc.record({ steps: u24, calories: u24, metres: u24 }),
  }),
);
const night: fc.Arbitrary<Night> = fc
  .record({
    daysAgo: byte,
    start: fc.integer({ min: -1439, max: 1000 }),
    asleep: fc.integer({ min: 1, max: 400 }),
    pieces: fc.array(
      fc.record({
        stage: fc.constantFrom('light' as const, 'deep' as const, 'rem' as const, 'awake' as const),
        minutes: byte,
      }),
      { maxLength: 60 },
    ),
  })
  .map(({ daysAgo, start, asleep, pieces }) => {
    // The evening before is told by an end that is earlier in the day.
    const end = start < 0 ? Math.min(asleep, start + 1439) : Math.min(start + asleep, 1439);
    return { daysAgo, start, end: Math.max(0, end), pieces };
  });

describe('properties', () => {
  test('packets survive the round trip; no cut or flipped bit is taken for one', () => {
    const payload = fc.uint8Array({ minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(fc.nat(127), payload, fc.nat(), (command, content, n) => {
        const whole = encodePacket(command, content);
        const value = { command, error: false, payload: content };
        expect(decodePacket(whole)).toEqual({ ok: true, value });
        expect(decodePacket(whole.subarray(0, n % 16)).ok).toBe(false);
        const flipped = whole.slice();
        flipped[n % 16]! ^= 1 << (n & 7);
        expect(decodePacket(flipped).ok).toBe(false);
      }),
    );
  });

  test('what they say survives the round trip', () => {
    fc.assert(
      fc.property(stepPacket, heartPacket, notification, civil, (steps, heart, news, at) => {
        expect(decodeStepPacket(encodeStepPacket(steps))).toEqual({ ok: true, value: steps });
        expect(decodeHeartPacket(encodeHeartPacket(heart))).toEqual({ ok: true, value: heart });
        const told = Uint8Array.from(encodeNotification(news));
        expect(decodeNotification(told)).toEqual({ ok: true, value: news });
        const time = Uint8Array.from(encodeSetTime(at, 'zh'));
        expect(decodeSetTime(time)).toEqual({ ok: true, value: at });
      }),
    );
    fc.assert(
      fc.property(battery, fc.boolean(), byte, byte, (level, on, minutes, value) => {
        const sent = Uint8Array.from(encodeBattery(level));
        expect(decodeBattery(sent)).toEqual({ ok: true, value: level });
        const settings = Uint8Array.from(encodeHeartSettings({ on, minutes }, true));
        expect(decodeHeartSettings(settings)).toEqual({ ok: true, value: { on, minutes } });
        const measured = { kind: minutes, error: 0, value };
        const answer = Uint8Array.from(encodeMeasured(measured));
        expect(decodeMeasured(answer)).toEqual({ ok: true, value: measured });
      }),
    );
    const goals = fc.record({
      steps: u24,
      calories: u24,
      metres: u24,
      sportMinutes: u16,
      sleepMinutes: u16,
    });
    fc.assert(
      fc.property(goals, (value) => {
        expect(decodeGoals(Uint8Array.from(encodeGoals(value)))).toEqual({ ok: true, value });
      }),
    );
  });

  test('nights survive the round trip, and every cut of them is told', () => {
    fc.assert(
      fc.property(fc.array(night, { maxLength: 7 }), fc.nat(), (nights, n) => {
        const data = encodeSleep(nights);
        expect(decodeSleep(data)).toEqual({ ok: true, value: nights });
        expect(decodeSleep(data.subarray(0, n % data.length)).ok).toBe(false);
        const message = encodeLarge(SLEEP, data);
        expect(decodeLarge(message, SLEEP)).toEqual({ ok: true, value: data });
        expect(largeLength(message)).toBe(message.length);
        expect(decodeLarge(message.subarray(0, n % message.length), SLEEP).ok).toBe(false);
      }),
    );
  });

  test('cursors survive the round trip; other text is none', () => {
    const offset = fc.integer({ min: -43_200, max: 50_400 });
    const past = fc.record({ until: fc.nat(2_000_000_000), offsetSeconds: offset });
    const cursor = fc.record({
      day: fc.nat(99_999),
      offsetSeconds: offset,
      past: fc.array(past, { maxLength: 8 }),
    });
    fc.assert(
      fc.property(cursor, fc.string(), (value, text) => {
        expect(cursorFromText(cursorToText(value))).toEqual(value);
        expect(cursorFromText(text)).toBeNull();
      }),
    );
  });

  test('nothing throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (any) => {
        for (const decode of [decodePacket, decodeStepPacket, decodeHeartPacket]) decode(any);
        for (const decode of [decodeNotification, decodeBattery, decodeGoals]) decode(any);
        for (const decode of [decodeHeartSettings, decodeMeasured, decodeSetTime]) decode(any);
        const nights = decodeSleep(any);
        if (nights.ok) expect(nights.value.length).toBeLessThanOrEqual(255);
        expect(largeLength(any) ?? 0).toBeLessThanOrEqual(65_541);
        decodeLarge(any, SLEEP);
      }),
    );
  });
});

describe('zones', () => {
  const before = { day: 1, offsetSeconds: 28_800, past: [] };

  test('a phone in another zone: what was recorded before keeps the old one', () => {
    const now = utc('2026-11-22 04:00:00');
    const zones = zonesAfter(before, 0, now, 0);
    expect(zones.past).toEqual([{ until: now + 28_800, offsetSeconds: 28_800 }]);
    expect(utcOf(now + 28_800 - 900, zones)).toBe(now - 900);
    expect(utcOf(now + 28_800 + 900, zones)).toBe(now + 28_800 + 900);
    expect(zonesAfter({ day: 1, ...zones }, 0, now + 60, now + 30_000).past).toEqual([]);
  });

  test('the same zone, and the first sync, have no past', () => {
    expect(zonesAfter(before, 28_800, 1000, 0).past).toEqual([]);
    expect(zonesAfter(null, 3600, 1000, 0)).toEqual({ offsetSeconds: 3600, past: [] });
  });
});
