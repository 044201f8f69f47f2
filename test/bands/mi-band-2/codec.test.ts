import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  AUTH_COMMANDS,
  decodeAnswer,
  decodeBattery,
  decodeClock,
  decodeGoal,
  decodeHeart,
  decodeOffer,
  decodeSince,
  decodeSteps,
  decodeTime,
  decodeValue,
  encodeAnswer,
  encodeAskRandom,
  encodeBattery,
  encodeClock,
  encodeGoal,
  encodeHeart,
  encodeOffer,
  encodeProof,
  encodeSendKey,
  encodeSince,
  encodeSteps,
  encodeTime,
  encodeValue,
  FETCH_COMMANDS,
  HEART_COMMANDS,
  OK,
} from '../../../miniprogram/bands/mi-band-2/codec';
import { cursorFromText, cursorToText } from '../../../miniprogram/bands/mi-band-2/cursor';
import { keyFrom } from '../../../miniprogram/bands/mi-band-2/login';
import { toHex } from '../../../miniprogram/lib/bytes';
import fixture from '../../fixtures/mi-band-2.vectors.json';
import { bytes, must } from '../../helpers/vectors';

interface Vector {
  id: string;
  hex: string;
  decoded: Record<string, unknown>;
}

const vectors = fixture.vectors as unknown as Vector[];
const byId = new Map(vectors.map((one) => [one.id, one]));
const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
const tested = new Set<string>();
const vector = (id: string, check: (vector: Vector) => void) => {
  tested.add(id);
  test(id, () => check(byId.get(id)!));
};

const UNREACHABLE: Record<string, string> = {
  'mi2.wear.left': 'the wearing side stays as the wearer set it',
  'mi2.wear.right': 'the wearing side stays as the wearer set it',
};

/** The key that is printed in a public source. */
const KEY = bytes('30313233343536373839404142434445');
const HOUR = 3600;

describe('vectors', () => {
  vector('mi2.auth.1.sendKey', ({ hex }) => expect(toHex(encodeSendKey(KEY))).toBe(hex));

  for (const [id, command] of [
    ['mi2.auth.1.rsp', AUTH_COMMANDS.sendKey],
    ['mi2.auth.2.rsp', AUTH_COMMANDS.askRandom],
    ['mi2.auth.3.ok', AUTH_COMMANDS.sendProof],
    ['mi2.fetch.end', FETCH_COMMANDS.go],
    ['mi2.fetch.delete.rsp', FETCH_COMMANDS.finish],
  ] as const) {
    vector(id, ({ hex, decoded }) => {
      const answer = must(decodeAnswer(bytes(hex)));
      expect([answer.command, answer.result]).toEqual([command, OK]);
      expect(toHex(answer.rest)).toBe(decoded.random ?? '');
      expect(toHex(encodeAnswer(answer))).toBe(hex);
    });
  }

  vector('mi2.auth.3.answer', ({ hex }) => {
    const { rest } = must(decodeAnswer(bytes(byId.get('mi2.auth.2.rsp')!.hex)));
    expect(toHex(encodeProof(KEY, rest))).toBe(hex);
  });

  vector('mi2.time', ({ hex }) => {
    const time = { at: utc('2022-12-15 20:38:53') - HOUR, offsetSeconds: HOUR };
    expect(toHex(encodeClock(time))).toBe(hex);
    expect(must(decodeClock(bytes(hex)))).toEqual(time);
  });

  vector('mi2.battery', ({ hex }) => {
    const info = must(decodeBattery(bytes(hex)));
    expect(info).toEqual({
      level: 48,
      charging: false,
      noted: { at: utc('2016-11-26 18:35:44') - HOUR, offsetSeconds: HOUR },
      charged: { at: utc('2016-11-26 23:43:59') - HOUR, offsetSeconds: HOUR },
      chargedLevel: 100,
    });
    expect(toHex(encodeBattery(info))).toBe(hex);
  });

  vector('mi2.steps', ({ hex, decoded }) => {
    expect(must(decodeSteps(bytes(hex)))).toBe(decoded.steps);
    expect(toHex(encodeSteps(6543)).slice(0, 6)).toBe(hex.slice(0, 6));
  });

  vector('mi2.goal', ({ hex }) => {
    expect(toHex(encodeGoal(10_000))).toBe(hex);
    expect(must(decodeGoal(bytes(hex)))).toBe(10_000);
  });

  vector('mi2.fetch.start', ({ hex }) => {
    const since = { at: utc('2026-01-02 08:00:00') - 8 * HOUR, offsetSeconds: 8 * HOUR };
    expect(toHex(encodeSince({ ...since, at: since.at + 59 }))).toBe(hex);
    expect(must(decodeSince(bytes(hex)))).toEqual(since);
  });

  vector('mi2.fetch.go', ({ hex }) => expect(bytes(hex)[0]).toBe(FETCH_COMMANDS.go));
  vector('mi2.fetch.delete', ({ hex }) => expect(bytes(hex)[0]).toBe(FETCH_COMMANDS.finish));

  vector('mi2.fetch.data', ({ hex, decoded }) => {
    const { counter, samples } = must(decodeValue(bytes(hex)));
    expect(counter).toBe(decoded.counter);
    const named = samples.map(({ heartRate: hr, ...rest }) => ({ ...rest, hr }));
    expect(named).toEqual(decoded.samples);
    expect(toHex(encodeValue(counter, samples))).toBe(hex);
  });

  vector('mi2.hr.continuousOn', ({ hex }) => {
    expect(toHex(Uint8Array.from(HEART_COMMANDS.on))).toBe(hex);
  });

  test('every vector is tested, or listed with the reason', () => {
    const left = [...byId.keys()].filter((id) => !tested.has(id) && !(id in UNREACHABLE));
    expect(left).toEqual([]);
    expect(toHex(encodeAskRandom())).toBe('0208');
  });
});

const byte = fc.nat(255);
const zone = fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 900);
const time = fc.record({
  at: fc.integer({ min: utc('1971-01-01 00:00:00'), max: utc('2099-12-01 00:00:00') }),
  offsetSeconds: zone,
});
const sample = fc.record({ kind: byte, intensity: byte, steps: fc.nat(254), heartRate: byte });

describe('properties', () => {
  test('times and answers survive the round trip', () => {
    const rest = fc.uint8Array({ maxLength: 17 });
    fc.assert(
      fc.property(time, byte, byte, rest, (when, command, result, more) => {
        expect(decodeClock(encodeClock(when))).toEqual({ ok: true, value: when });
        expect(decodeTime(Uint8Array.from(encodeTime(when)))).toEqual({ ok: true, value: when });
        const minute = { ...when, at: when.at - (when.at % 60) };
        expect(decodeSince(encodeSince(when))).toEqual({ ok: true, value: minute });
        const answer = { command, result, rest: more };
        expect(decodeAnswer(encodeAnswer(answer))).toEqual({ ok: true, value: answer });
      }),
    );
  });

  test('what it says survives the round trip', () => {
    const battery = fc.record({
      level: fc.nat(100),
      charging: fc.boolean(),
      noted: fc.option(time),
      charged: fc.option(time),
      chargedLevel: byte,
    });
    const samples = fc.array(sample, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(battery, samples, time, fc.nat(0xffff), byte, (info, list, start, n, counter) => {
        expect(decodeBattery(encodeBattery(info))).toEqual({ ok: true, value: info });
        const value = { counter, samples: list };
        expect(decodeValue(encodeValue(counter, list))).toEqual({ ok: true, value });
        const offer = { count: n, start };
        expect(decodeOffer(encodeOffer(offer))).toEqual({ ok: true, value: offer });
        expect(decodeSteps(encodeSteps(n))).toEqual({ ok: true, value: n });
        expect(decodeGoal(encodeGoal(n))).toEqual({ ok: true, value: n });
        const beats = counter === 0 || counter === 255 ? null : counter;
        expect(decodeHeart(encodeHeart(counter))).toEqual({ ok: true, value: beats });
        const wide = Uint8Array.of(1, n & 255, n >> 8);
        const many = n === 0 || n === 0xffff ? null : n;
        expect(decodeHeart(wide)).toEqual({ ok: true, value: many });
      }),
    );
  });

  test('cursors survive the round trip; other text is no cursor and no key', () => {
    const total = fc.record({
      base: fc.record({ steps: fc.integer({ min: -60_000, max: 60_000 }) }),
      at: fc.nat(2_000_000_000),
      day: fc.constant(20_261_122),
      steps: fc.nat(99_999),
    });
    const cursor = fc.record({
      since: fc.nat(2_000_000_000),
      shift: fc.option(fc.integer({ min: -2e9, max: 2e9 })),
      total: fc.option(total),
    });
    fc.assert(
      fc.property(cursor, fc.string(), (value, text) => {
        expect(cursorFromText(cursorToText(value))).toEqual(value);
        expect([cursorFromText(text), keyFrom(text)]).toEqual([null, null]);
      }),
    );
  });

  test('nothing throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (any) => {
        for (const decode of [decodeAnswer, decodeBattery, decodeClock, decodeTime]) decode(any);
        for (const decode of [decodeGoal, decodeHeart, decodeOffer, decodeSince]) decode(any);
        decodeSteps(any);
        const value = decodeValue(any);
        if (value.ok) expect(value.value.samples.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
