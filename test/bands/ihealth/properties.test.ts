import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  Assembler,
  decodeActivity,
  decodeActivityBlock,
  decodeFrame,
  decodeProfile,
  decodeSetTime,
  decodeSleepBlock,
  decodeState,
  decodeTotals,
  encodeActivity,
  encodeActivityBlock,
  encodeFrame,
  encodeProfile,
  encodeSetTime,
  encodeSleepBlock,
  encodeState,
  encodeTotals,
  FROM_BAND,
  type Frame,
  type Instruction,
  MAX_CONTENT,
  split,
  widthsOf,
} from '../../../miniprogram/bands/ihealth/codec';
import {
  authAnswer,
  authChallenge,
  bandKey,
  decodeProof,
  encodeProof,
  readAuthAnswer,
  turnWords,
} from '../../../miniprogram/bands/ihealth/crypto';
import { cursorFromText, cursorToText, NO_CURSOR } from '../../../miniprogram/bands/ihealth/cursor';
import { xxteaDecrypt, xxteaEncrypt } from '../../../miniprogram/bands/ihealth/xxtea';
import { toHex } from '../../../miniprogram/lib/bytes';
import { ok } from '../../../miniprogram/lib/result';

const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
const NARROW = { wide: false, swim: false };
const WIDE = { wide: true, swim: false };
const SWIM = { wide: true, swim: true };
const byte = fc.nat(255);
const u16 = fc.nat(0xfffe);
const u32 = fc.nat(0xfffffffe);
const widths = fc.constantFrom(NARROW, WIDE, SWIM);
const params = fc.uint8Array({ maxLength: MAX_CONTENT - 1 });

function join(frames: readonly Frame[]): Instruction | null {
  const assembler = new Assembler();
  let whole: Instruction | null = null;
  for (const frame of frames) {
    const bytes = encodeFrame(FROM_BAND, frame);
    whole = assembler.push({ order: frame.order, sequence: frame.sequence, bytes }) ?? whole;
  }
  return whole;
}

describe('properties', () => {
  test('instructions survive the round trip, in any order of their fragments', () => {
    fc.assert(
      fc.property(byte, params, byte, fc.nat(), (command, content, sequence, turn) => {
        const instruction = { command, params: content };
        const frames = split(instruction, sequence);
        for (const frame of frames) {
          const bytes = encodeFrame(FROM_BAND, frame);
          expect(bytes.length).toBeLessThanOrEqual(20);
          const { order, sequence } = frame;
          expect(decodeFrame(FROM_BAND, bytes)).toEqual(ok({ order, sequence, bytes }));
        }
        const at = turn % frames.length;
        expect(join([...frames.slice(at), ...frames.slice(0, at)])).toEqual(instruction);
        expect(join(frames.slice(1))).toBeNull();
      }),
    );
  });

  test('no cut and no flipped bit is taken for a frame', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 14 }),
        byte,
        byte,
        fc.nat(),
        (content, order, sequence, n) => {
          const bytes = encodeFrame(FROM_BAND, { order, sequence, content });
          expect(decodeFrame(FROM_BAND, bytes.subarray(0, n % bytes.length)).ok).toBe(false);
          // The product byte is the one nobody checks beyond the sum.
          const flipped = bytes.slice();
          flipped[n % bytes.length]! ^= 1 << (n & 7);
          expect(decodeFrame(FROM_BAND, flipped).ok).toBe(false);
        },
      ),
    );
  });

  test('contents survive the round trip', () => {
    const profile = fc.record({
      age: byte,
      stepCm: byte,
      heightCm: byte,
      sex: fc.constantFrom('male' as const, 'female' as const),
      weight: fc.nat(2559).map((n) => n / 10),
      unit: fc.constantFrom('miles' as const, 'kilometres' as const),
      goals: fc.tuple(u16, u16, u16),
      swim: fc.tuple(byte, byte),
    });
    const times = fc.integer({ min: utc('2000-01-01 00:00'), max: utc('2099-12-31 23:59') });
    const record = fc.record({ minute: fc.nat(1439), steps: u16, kcal: u16 });
    fc.assert(
      fc.property(
        profile,
        widths,
        times,
        fc.array(record, { minLength: 1 }),
        byte,
        (p, w, at, list, n) => {
          const own = { ...p, swim: w.swim ? p.swim : null };
          expect(decodeProfile(encodeProfile(own, w), w)).toEqual({ ok: true, value: own });
          expect(decodeSetTime(encodeSetTime(at))).toEqual({ ok: true, value: at });
          expect(decodeActivity(encodeActivity(list, w), w)).toEqual({ ok: true, value: list });
          const totals = { steps: list[0]!.steps, kcal: list[0]!.kcal };
          expect(decodeTotals(encodeTotals(totals, w), w)).toEqual({ ok: true, value: totals });
          const state = { mode: n & 3, level: n };
          expect(decodeState(encodeState(state))).toEqual({ ok: true, value: state });
          const block = { midnight: at - (at % 86_400), stepCm: n, count: list.length };
          expect(decodeActivityBlock(encodeActivityBlock(block))).toEqual({
            ok: true,
            value: block,
          });
          const night = { start: at, count: n };
          expect(decodeSleepBlock(encodeSleepBlock(night))).toEqual({ ok: true, value: night });
        },
      ),
    );
  });

  test('XXTEA turns back, and matches its published words', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (text, key) => {
          expect(xxteaDecrypt(xxteaEncrypt(text, key), key)).toEqual(text);
          expect(turnWords(turnWords(text))).toEqual(text);
        },
      ),
    );
    // Two zero words under a zero key: the commonly published result of the reference code.
    expect(toHex(xxteaEncrypt(new Uint8Array(8), new Uint8Array(16)))).toBe('ab043705808c5d57');
  });

  test('the maker answers a genuine band only', () => {
    const block = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(
        block,
        block,
        block,
        block,
        fc.string(),
        (key, deviceId, random, second, text) => {
          const own = bandKey(key, deviceId);
          const first = xxteaDecrypt(random, own);
          const proof = { deviceId, first, second: xxteaDecrypt(second, own) };
          expect(decodeProof(encodeProof(proof))).toEqual({ ok: true, value: proof });
          const challenge = authChallenge('AM3S', random, proof);
          expect(readAuthAnswer(authAnswer(key, challenge)!)).toEqual({ ok: true, value: second });
          const forged = authChallenge('AM3S', random, { ...proof, first: turnWords(second) });
          expect(authAnswer(key, forged)).toBeNull();
          expect(authAnswer(key, text)).toBeNull();
          expect(readAuthAnswer(text).ok).toBe(false);
        },
      ),
    );
  });

  test('cursors survive the round trip; other text is none', () => {
    const mark = fc.record({
      midnight: fc.nat(4_000_000_000),
      minute: fc.nat(1439),
      steps: u32,
      kcal: u16,
    });
    const total = fc.record({
      base: fc.record({ steps: fc.integer({ min: -60_000, max: 60_000 }) }),
      at: fc.nat(4_000_000_000),
      day: fc.constant(20_261_122),
      steps: u32,
    });
    const cursor = fc.record({
      base: fc.option(mark),
      last: fc.option(mark),
      total: fc.option(total),
    });
    fc.assert(
      fc.property(cursor, fc.string(), (value, text) => {
        expect(cursorFromText(cursorToText(value))).toEqual(value);
        expect(cursorFromText(text)).toEqual(NO_CURSOR);
      }),
    );
  });

  test('nothing throws on any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ maxLength: 60 }),
        widths,
        (a, b, w) => {
          const assembler = new Assembler();
          for (const value of [a, b]) {
            const frame = decodeFrame(FROM_BAND, value);
            if (frame.ok) assembler.push(frame.value);
            assembler.push({ order: value[0] ?? 0, sequence: value[1] ?? 0, bytes: value });
          }
          for (const decode of [decodeTotals, decodeProfile, decodeActivity]) decode(a, w);
          for (const decode of [decodeState, decodeSetTime, decodeProof, decodeActivityBlock])
            decode(a);
          decodeSleepBlock(a);
          expect(widthsOf('AM3S', toHex(a)).swim).toBe(false);
        },
      ),
    );
  });
});

test('the width follows model and firmware', () => {
  expect(widthsOf('AM3', '9.9.9')).toEqual(NARROW);
  expect(widthsOf('AM3S', '1.0.9')).toEqual(NARROW);
  expect(widthsOf('AM3S', '1.1.0')).toEqual(WIDE);
  expect(widthsOf('AM4', '1.3.7')).toEqual(WIDE);
  expect(widthsOf('AM4', '1.3.8')).toEqual(SWIM);
  expect(widthsOf('AM4', '2.0')).toEqual(SWIM);
});
