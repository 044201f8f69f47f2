import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  COMMANDS,
  decodeBattery,
  decodeFrame,
  decodeFrameCount,
  decodeId,
  decodeSetTime,
  decodeTime,
  decodeUserInfo,
  decodeVersion,
  encodeFrame,
  encodeFrameCount,
  encodeFrameIndex,
  encodeSetTime,
  encodeStream,
  encodeTime,
  encodeUserInfo,
  encodeVersion,
  feedStream,
  isPlausible,
  type SleepUnit,
  type SportUnit,
  STREAM_START,
  type StreamState,
  type StreamUnit,
  sleepLevel,
  userInfoOf,
} from '../../../miniprogram/bands/codoon/codec';
import { cursorFromText, cursorToText } from '../../../miniprogram/bands/codoon/cursor';
import { fromHex, toHex } from '../../../miniprogram/lib/bytes';
import vectors from '../../fixtures/codoon.vectors.json';

const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
const byId = new Map(vectors.vectors.map((vector) => [vector.id, vector]));
const hexOf = (id: string) => byId.get(id)!.hex;
const bytesOf = (id: string) => fromHex(hexOf(id))!;

function payloadOf(id: string): Uint8Array {
  const frame = decodeFrame(bytesOf(id));
  if (!frame.ok) throw new Error(`${id}: ${frame.reason}`);
  return frame.value.payload;
}

/** Frames that are a command without a payload, both ways. */
const EMPTY: Record<string, number> = {
  'req.bind': COMMANDS.bind,
  'req.connect': COMMANDS.hello,
  'req.typeVersion': COMMANDS.version,
  'req.readId': COMMANDS.readId,
  'req.getTime': COMMANDS.readTime,
  'req.clear': COMMANDS.erase,
  'req.boot.enter': 0x70,
  'req.boot.version': 0x72,
  'req.friend.request': 0x51,
  'req.friend.warning': 0x52,
  'rsp.connect': 0x81,
  'rsp.bind': 0xc1,
  'rsp.setUserInfo': 0x85,
  'rsp.clear': 0x94,
};

/** Not spoken by this driver, and why. */
const UNREACHABLE: Record<string, string> = {
  'scale.connect': 'a scale, not a band',
  'xor.upload': 'used towards the maker’s server, never on the radio',
};

const tested = new Set<string>(Object.keys(EMPTY));
const vector = (id: string, check: () => void) => {
  tested.add(id);
  test(id, check);
};

describe('vectors', () => {
  test.each(Object.entries(EMPTY))('%s', (id, command) => {
    expect(toHex(encodeFrame(command))).toBe(hexOf(id));
    const frame = decodeFrame(bytesOf(id));
    expect(frame.ok && frame.value.command).toBe(command);
    expect(payloadOf(id)).toHaveLength(0);
  });

  for (const index of [0, 255, 256, 1000]) {
    vector(`req.readFrame.${index}`, () => {
      const frame = encodeFrame(COMMANDS.readFrame, encodeFrameIndex(index));
      expect(toHex(frame)).toBe(hexOf(`req.readFrame.${index}`));
    });
  }

  vector('req.setTime', () => {
    const at = utc('2026-01-02 08:30:00');
    expect(toHex(encodeFrame(COMMANDS.setTime, encodeSetTime(at)))).toBe(hexOf('req.setTime'));
    expect(decodeSetTime(payloadOf('req.setTime'))).toEqual({ ok: true, value: at });
  });

  vector('req.setUserInfo.female8000', () => {
    const user = userInfoOf({ heightCm: 160, weightKg: 50, age: 25, gender: 'female' }, 8000);
    const frame = encodeFrame(COMMANDS.writeUser, encodeUserInfo(user));
    expect(toHex(frame)).toBe(hexOf('req.setUserInfo.female8000'));
    const decoded = decodeUserInfo(payloadOf('req.setUserInfo.female8000'));
    expect(decoded).toEqual({ ok: true, value: user });
  });

  vector('adv.manufacturerId', () => {
    const id = decodeId(bytesOf('adv.manufacturerId'));
    expect(id).toEqual({ ok: true, value: '17-1-515-1029-6-1800-2314-11' });
  });

  vector('rsp.typeVersion', () => {
    const version = decodeVersion(payloadOf('rsp.typeVersion'));
    expect(version).toEqual({ ok: true, value: { type: 17, version: '3.18' } });
  });

  vector('rsp.battery.13', () => expect(decodeBattery(payloadOf('rsp.battery.13'))).toBe(88));

  vector('rsp.getTime', () => {
    const time = decodeTime(payloadOf('rsp.getTime'));
    expect(time).toEqual({ ok: true, value: utc('2026-01-02 08:30:00') });
  });

  for (const count of [4, 0]) {
    vector(`rsp.frameCount.${count}`, () => {
      const payload = payloadOf(`rsp.frameCount.${count}`);
      expect(decodeFrameCount(payload)).toEqual({ ok: true, value: count });
    });
  }

  const sport = (time: string, steps: number, kcal: number, metres: number): SportUnit => ({
    kind: 'sport',
    at: utc(`2026-01-02 ${time}`),
    steps,
    kcal,
    metres,
  });
  const units: StreamUnit[] = [
    sport('08:10', 523, 21, 366),
    sport('08:20', 0, 0, 0),
    { kind: 'sleep', at: utc('2026-01-02 23:40'), activity: [2, 9, 40] },
    { kind: 'sleep', at: utc('2026-01-02 23:50'), activity: [0, 3, 300] },
  ];

  vector('stream.sportSleep', () => {
    const fed = feedStream(STREAM_START, bytesOf('stream.sportSleep'));
    expect(fed.units).toEqual(units);
    expect(toHex(encodeStream(units as SportUnit[]))).toBe(hexOf('stream.sportSleep'));
    const levels = [2, 9, 40, 0, 3, 300].map(sleepLevel);
    expect(levels).toEqual(['deep', 'light', 'awake', 'deep', 'deep', null]);
  });

  for (const [count, size] of [
    [4, 12],
    [3, 16],
  ] as const) {
    const ids = Array.from({ length: count }, (_, i) => `rsp.frame.${i}of${count}x${size}`);
    for (const id of ids) tested.add(id);
    test(`${ids[0]} and those that follow`, () => {
      let state: StreamState = STREAM_START;
      const read: StreamUnit[] = [];
      for (const id of ids) {
        const fed = feedStream(state, payloadOf(id));
        state = fed.state;
        read.push(...fed.units);
      }
      expect(read).toEqual(units);
    });
  }

  for (const id of ['filter.tooMany', 'filter.noStepsButMetres', 'filter.stride', 'filter.limit']) {
    vector(id, () => {
      const at = utc('2026-01-02 08:10');
      const header = encodeStream([{ kind: 'sport', at, steps: 0, kcal: 0, metres: 0 }]);
      const stream = new Uint8Array([...header.subarray(0, 12), ...bytesOf(id)]);
      const { decoded } = byId.get(id)! as unknown as {
        decoded: { steps: number; calories: number; metres: number; kept: boolean };
      };
      const [unit] = feedStream(STREAM_START, stream).units as SportUnit[];
      expect(unit).toEqual({
        kind: 'sport',
        at,
        steps: decoded.steps,
        kcal: decoded.calories,
        metres: decoded.metres,
      });
      expect(isPlausible(unit!)).toBe(decoded.kept);
    });
  }

  for (const [id, block] of [
    ['sleepHeader.fb', 'sleep'],
    ['sleepHeader.fd', 'sleep'],
    ['sportHeader.fe', 'sport'],
  ] as const) {
    vector(id, () => expect(feedStream(STREAM_START, bytesOf(id)).state.block).toBe(block));
  }

  for (const [id, command, payload] of [
    ['boot.upload.0', 0x73, '0000000102030405060708090a0b'],
    ['boot.end', 0x74, '1234'],
  ] as const) {
    vector(id, () => {
      expect(toHex(payloadOf(id))).toBe(payload);
      expect(toHex(encodeFrame(command, payloadOf(id)))).toBe(hexOf(id));
    });
  }

  test('every vector is tested, or listed with the reason', () => {
    const left = [...byId.keys()].filter((id) => !tested.has(id) && !(id in UNREACHABLE));
    expect(left).toEqual([]);
  });
});

const u16 = fc.nat(0xffff);
const minutes = fc.integer({ min: 0, max: 5_000_000 }).map((n) => 946_684_800 + n * 600);
const sportUnit = fc
  .record({ at: minutes, steps: fc.nat(0xfdfc), kcal: u16, metres: u16 })
  .map((unit): SportUnit => ({ kind: 'sport', ...unit }));
const sleepUnit = fc
  .record({ at: minutes, activity: fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300)) })
  .map((unit): SleepUnit => ({ kind: 'sleep', ...unit }));
const bytes = fc.uint8Array({ maxLength: 40 });

describe('properties', () => {
  test('frames survive the round trip, and no cut or flipped bit is taken for a frame', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.uint8Array({ maxLength: 16 }),
        fc.nat(),
        (command, payload, n) => {
          const frame = encodeFrame(command, payload);
          expect(decodeFrame(frame)).toEqual({ ok: true, value: { command, payload } });
          expect(decodeFrame(frame.subarray(0, n % frame.length)).ok).toBe(false);
          const flipped = frame.slice();
          flipped[n % frame.length]! ^= 1 << (n & 7);
          expect(decodeFrame(flipped).ok).toBe(false);
        },
      ),
    );
  });

  test('streams survive the round trip in any chunking', () => {
    const list = fc.array(fc.oneof(sportUnit, sleepUnit), { maxLength: 30 });
    fc.assert(
      fc.property(
        list,
        fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1 }),
        (units, cuts) => {
          const stream = encodeStream(units);
          let state: StreamState = STREAM_START;
          const read: StreamUnit[] = [];
          for (let at = 0, i = 0; at < stream.length; i++) {
            const size = cuts[i % cuts.length]!;
            const fed = feedStream(state, stream.subarray(at, at + size));
            state = fed.state;
            read.push(...fed.units);
            at += size;
          }
          expect(read).toEqual(units);
        },
      ),
    );
  });

  test('values survive the round trip', () => {
    const byte = fc.nat(255);
    const user = fc.record({
      heightCm: byte,
      weightKg: byte,
      age: byte,
      gender: fc.constantFrom('male' as const, 'female' as const),
      walkStepCm: byte,
      runStepCm: byte,
      byte6: byte,
      wheel: byte,
      goalType: fc.constantFrom('calories' as const, 'steps' as const, 'distance' as const),
      goal: fc.nat(65_534),
      bound: byte,
      density: byte,
      byte13: byte,
    });
    fc.assert(
      fc.property(user, minutes, u16, byte, (person, at, count, digit) => {
        expect(decodeUserInfo(Uint8Array.from(encodeUserInfo(person)))).toEqual({
          ok: true,
          value: person,
        });
        expect(decodeTime(Uint8Array.from(encodeTime(at)))).toEqual({ ok: true, value: at });
        expect(decodeSetTime(Uint8Array.from(encodeSetTime(at)))).toEqual({ ok: true, value: at });
        const stored = decodeFrameCount(Uint8Array.from(encodeFrameCount(count)));
        expect(stored).toEqual({ ok: true, value: count });
        const version = { type: digit, version: `${digit}.${count & 0xff}` };
        expect(decodeVersion(Uint8Array.from(encodeVersion(version)))).toEqual({
          ok: true,
          value: version,
        });
      }),
    );
  });

  test('cursors survive the round trip; other text is none', () => {
    const state = fc.record({
      block: fc.constantFrom('none' as const, 'sport' as const, 'sleep' as const),
      at: fc.option(minutes),
      partial: fc.uint8Array({ maxLength: 5 }),
    });
    const cursor = fc.record({
      first: fc.uint8Array({ minLength: 12, maxLength: 16 }),
      index: u16,
      state,
      shift: fc.integer({ min: -86_400, max: 200_000 }),
      at: fc.nat(2_000_000_000),
      since: fc.nat(2_000_000_000),
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
      fc.property(bytes, bytes, (first, second) => {
        for (const decode of [decodeFrame, decodeId, decodeTime, decodeSetTime]) decode(first);
        for (const decode of [decodeVersion, decodeFrameCount, decodeUserInfo]) decode(first);
        const battery = decodeBattery(first);
        expect(battery === null || battery <= 100).toBe(true);
        const fed = feedStream(feedStream(STREAM_START, first).state, second);
        expect(fed.units.length).toBeLessThanOrEqual(8);
        expect(fed.state.partial.length).toBeLessThan(6);
      }),
    );
  });
});
