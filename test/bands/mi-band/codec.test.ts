import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BlockReader } from '../../../miniprogram/bands/mi-band/block';
import {
  bytesPerValue,
  CONTROLS,
  crc8,
  type DeviceInfo,
  decodeAcknowledge,
  decodeBattery,
  decodeDeviceInfo,
  decodeHeader,
  decodeHeart,
  decodeLinkParameters,
  decodeSamples,
  decodeSteps,
  decodeTime,
  decodeUser,
  encodeAcknowledge,
  encodeBattery,
  encodeClock,
  encodeDeviceInfo,
  encodeGoal,
  encodeHeader,
  encodeHeart,
  encodeLinkParameters,
  encodeSamples,
  encodeSteps,
  encodeTime,
  encodeUser,
  FAST,
  HEART_COMMANDS,
  hasCounter,
  type Layout,
  minutesHeader,
  modelOf,
  type Sample,
  SLOW,
  STATUS_CODES,
  type User,
} from '../../../miniprogram/bands/mi-band/codec';
import { cursorFromText, cursorToText } from '../../../miniprogram/bands/mi-band/cursor';
import { chunksOf, toHex } from '../../../miniprogram/lib/bytes';
import fixture from '../../fixtures/mi-band.vectors.json';
import { bytes, must } from '../../helpers/vectors';

interface Vector {
  id: string;
  hex: string;
  decoded: Record<string, unknown>;
}

const vectors = fixture.vectors as unknown as Vector[];
const byId = new Map(vectors.map((one) => [one.id, one]));
const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
const bytesOf = (id: string) => bytes(byId.get(id)?.hex);
const tested = new Set<string>();
const vector = (id: string, check: (vector: Vector) => void) => {
  tested.add(id);
  test(id, () => check(byId.get(id)!));
};

const UNREACHABLE: Record<string, string> = {
  'mi1.reboot': 'nothing in the app restarts a band',
  'mi1.factoryReset': 'nothing in the app empties a band',
};

const INFO_1S: DeviceInfo = {
  id: Uint8Array.of(0x12, 0x34, 0x56, 0x78),
  feature: 4,
  appearance: 0,
  hardware: 4,
  profile: '2.0.7.0',
  firmware: '4.16.3.32',
  heartFirmware: '1.3.8.9',
};
const { heartFirmware: _, ...PLAIN } = INFO_1S;
const INFO_1: DeviceInfo = { ...PLAIN, feature: 0, hardware: 2, profile: '2.0.6.9' };
const PERSON: User = {
  uid: 1550050550,
  male: true,
  age: 30,
  heightCm: 175,
  weightKg: 70,
  type: 0,
  alias: '1550050550',
};
const ADDRESS_END = 0x56;

describe('vectors', () => {
  test('the checksum is CRC-8 of Maxim', () => {
    expect(crc8(Uint8Array.from('123456789', (letter) => letter.charCodeAt(0)))).toBe(0xa1);
  });

  vector('mi1.userInfo.mi1', ({ hex }) => {
    expect(toHex(encodeUser(PERSON, INFO_1, ADDRESS_END))).toBe(hex);
    expect(must(decodeUser(bytes(hex), INFO_1, ADDRESS_END))).toEqual(PERSON);
  });

  vector('mi1.userInfo.mi1s', ({ hex }) => {
    expect(toHex(encodeUser(PERSON, INFO_1S, ADDRESS_END))).toBe(hex);
    const read = must(decodeUser(bytes(hex), INFO_1S, ADDRESS_END));
    expect(read).toEqual({ ...PERSON, alias: '15500505' });
  });

  vector('mi1.deviceInfo.mi1s', ({ hex }) => {
    const info = must(decodeDeviceInfo(bytes(hex)));
    expect(info).toEqual(INFO_1S);
    expect([modelOf(info), hasCounter(info)]).toEqual(['1S', true]);
    expect(toHex(encodeDeviceInfo(info))).toBe(hex);
  });

  vector('mi1.steps', ({ hex }) => {
    expect(must(decodeSteps(bytes(hex)))).toBe(6543);
    expect(toHex(encodeSteps(6543))).toBe(hex);
  });
  vector('mi1.steps.u32', ({ hex }) => expect(must(decodeSteps(bytes(hex)))).toBe(6543));
  vector('mi1.steps.off', ({ hex }) => expect(`0${CONTROLS.liveSteps}00`).toBe(hex));
  vector('mi1.fetch', ({ hex }) => expect(`0${CONTROLS.fetch}`).toBe(hex));

  for (const [id, parameters] of [
    ['mi1.leParams.fast', FAST],
    ['mi1.leParams.slow', SLOW],
  ] as const) {
    vector(id, ({ hex }) => {
      expect(toHex(encodeLinkParameters(parameters))).toBe(hex);
      expect(must(decodeLinkParameters(bytes(hex)))).toEqual(parameters);
    });
  }

  for (const [name, code] of [
    ['authOk', STATUS_CODES.authenticated],
    ['authFailed', STATUS_CODES.failed],
    ['tapNeeded', STATUS_CODES.tapNeeded],
    ['tapAccepted', STATUS_CODES.tapAccepted],
    ['latencySet', STATUS_CODES.parametersSet],
    ['goalReached', STATUS_CODES.goalReached],
  ] as const) {
    vector(`mi1.notify.${name}`, ({ hex, decoded }) => {
      expect([bytes(hex)[0], decoded.code]).toEqual([code, code]);
    });
  }

  vector('mi1.activity.data.old', ({ hex, decoded }) => {
    const layout = { sampleBytes: 3, counter: false };
    const samples = decodeSamples(bytes(hex), layout);
    const named = samples.map(({ category, intensity, steps }) => ({
      kind: category,
      intensity,
      steps,
    }));
    expect(named).toEqual(decoded.samples);
    expect(toHex(encodeSamples(samples, layout))).toBe(hex);
  });

  vector('mi1.activity.ack', ({ hex }) => {
    const start = utc('2026-01-02 08:00:00');
    const time = Uint8Array.from(encodeTime(start));
    expect(toHex(encodeAcknowledge(time, 15, false))).toBe(hex);
    expect(must(decodeAcknowledge(bytes(hex)))).toEqual({ time, count: 15 });
    expect(toHex(encodeAcknowledge(time, 15, true)).slice(-4)).toBe('f0ff');
  });

  vector('mi1.activity.metaEnd', ({ hex }) => {
    const header = must(decodeHeader(bytes(hex)));
    expect(header).toEqual(minutesHeader(utc('2026-01-02 08:05:00'), 0, 0));
    expect(toHex(encodeHeader(header))).toBe(hex);
  });

  vector('mi1.hr.start', ({ hex }) => {
    expect(toHex(Uint8Array.from(HEART_COMMANDS.onceOn))).toBe(hex);
  });
  vector('mi1.hr.stop', ({ hex }) => {
    expect(toHex(Uint8Array.from(HEART_COMMANDS.onceOff))).toBe(hex);
  });
  vector('mi1.hr.value', ({ hex }) => {
    expect(must(decodeHeart(bytes(hex)))).toBe(78);
    expect(toHex(encodeHeart(78))).toBe(hex);
  });

  test('every vector is tested, or listed with the reason', () => {
    const left = [...byId.keys()].filter((id) => !tested.has(id) && !(id in UNREACHABLE));
    expect(left).toEqual([]);
    for (const id of Object.keys(UNREACHABLE)) expect(bytesOf(id)).toHaveLength(1);
  });
});

const byte = fc.nat(255);
const u16 = fc.nat(0xffff);
const civil = fc.integer({ min: utc('2000-01-01 00:00:00'), max: utc('2099-12-31 23:59:59') });
const version = fc.tuple(byte, byte, byte, byte).map((parts) => parts.join('.'));
const layout = fc.constantFrom<Layout>(
  { sampleBytes: 3, counter: false },
  { sampleBytes: 3, counter: true },
  { sampleBytes: 4, counter: true },
  { sampleBytes: 4, counter: false },
);
const sample = fc.record({ category: byte, intensity: byte, steps: fc.nat(254) });

/** The values a block is sent in. */
function valuesOf(samples: readonly Sample[], how: Layout): Uint8Array[] {
  const chunks = chunksOf(encodeSamples(samples, how), bytesPerValue(how));
  return chunks.map((chunk, i) => (how.counter ? Uint8Array.of(i & 255, ...chunk) : chunk));
}

const readerOf = (samples: readonly Sample[], how: Layout) =>
  new BlockReader(minutesHeader(0, samples.length, samples.length), how);

describe('properties', () => {
  test('what it says survives the round trip, and no flipped bit passes a checksum', () => {
    const info = fc.record({
      id: fc.uint8Array({ minLength: 4, maxLength: 4 }),
      feature: byte,
      appearance: byte,
      hardware: byte,
      profile: version,
      firmware: version,
    });
    fc.assert(
      fc.property(info, civil, fc.nat(55), byte, (device, at, bit, end) => {
        const value = encodeDeviceInfo(device);
        expect(decodeDeviceInfo(value)).toEqual({ ok: true, value: device });
        const withHeart = { ...device, heartFirmware: '1.2.3.4' };
        const long = decodeDeviceInfo(encodeDeviceInfo(withHeart));
        expect(long).toEqual({ ok: true, value: withHeart });
        value[bit >> 3]! ^= 1 << (bit & 7);
        // The fourth byte is in the check twice, so some of its bits are not protected.
        if (bit >> 3 !== 3) expect(decodeDeviceInfo(value).ok).toBe(false);
        expect(decodeTime(Uint8Array.from(encodeTime(at)))).toEqual({ ok: true, value: at });
        expect(decodeTime(encodeClock(at))).toEqual({ ok: true, value: at });
        const user = encodeUser(PERSON, device, end);
        expect(must(decodeUser(user, device, end)).uid).toBe(PERSON.uid);
        expect(decodeUser(user, device, end ^ 1).ok).toBe(false);
      }),
    );
    const words = fc.record({ minInterval: u16, maxInterval: u16, latency: u16, timeout: u16 });
    const battery = fc.record({
      level: fc.nat(100),
      charged: fc.option(civil),
      charges: u16,
      state: fc.constantFrom(
        'normal' as const,
        'low' as const,
        'charging' as const,
        'full' as const,
      ),
    });
    fc.assert(
      fc.property(words, battery, civil, u16, fc.boolean(), (link, level, start, n, keep) => {
        expect(decodeLinkParameters(encodeLinkParameters(link))).toEqual({ ok: true, value: link });
        expect(decodeBattery(encodeBattery(level))).toEqual({ ok: true, value: level });
        expect(decodeSteps(encodeSteps(n))).toEqual({ ok: true, value: n === 0xffff ? null : n });
        const header = minutesHeader(start, n, Math.floor(n / 2));
        expect(decodeHeader(encodeHeader(header))).toEqual({ ok: true, value: header });
        const { time } = header;
        const told = must(decodeAcknowledge(encodeAcknowledge(time, n, keep)));
        expect(told).toEqual({ time, count: keep ? 0xffff - n : n });
        expect(toHex(encodeGoal(n)).slice(0, 4)).toBe('0500');
      }),
    );
  });

  test('a block survives its values', () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 400 }), layout, (samples, how) => {
        const reader = readerOf(samples, how);
        for (const value of valuesOf(samples, how)) {
          expect(reader.complete).toBe(false);
          reader.put(value);
          if (how.counter) reader.put(value);
        }
        expect([reader.complete, reader.fault]).toEqual([true, null]);
        expect(reader.minutes.map(({ sample: one }) => one)).toEqual(samples);
        expect(reader.bytes).toBe(samples.length * how.sampleBytes);
      }),
    );
  });

  test.each([3, 4])(
    'a lost, cut or longer value behind a counter costs its own minutes only',
    (sampleBytes) => {
      const how: Layout = { sampleBytes, counter: true };
      const each = bytesPerValue(how) / sampleBytes;
      const many = fc.array(sample, { minLength: 20, maxLength: 200 });
      const harm = fc.constantFrom('lost', 'cut', 'longer');
      fc.assert(
        fc.property(many, fc.nat(), harm, (samples, n, what) => {
          const values = valuesOf(samples, how);
          const bad = 1 + (n % (values.length - 2));
          const reader = readerOf(samples, how);
          values.forEach((value, i) => {
            if (i !== bad) reader.put(value);
            else if (what === 'cut') reader.put(value.subarray(0, 3));
            else if (what === 'longer') reader.put(Uint8Array.of(...value, 7));
          });
          expect(reader.complete).toBe(true);
          expect(reader.fault).toBe(what === 'lost' ? 'missing' : 'length');
          expect(reader.minutes).toEqual(
            samples
              .map((one, minute) => ({ minute, sample: one }))
              .filter(({ minute }) => Math.floor(minute / each) !== bad),
          );
        }),
      );
    },
  );

  test('cursors survive the round trip; other text is none', () => {
    const total = fc.record({
      base: fc.record({ steps: fc.integer({ min: -60_000, max: 60_000 }) }),
      at: fc.nat(2_000_000_000),
      day: fc.constant(20_261_122),
      steps: fc.nat(99_999),
    });
    const cursor = fc.record({
      shift: fc.option(fc.integer({ min: -2e9, max: 2e9 })),
      total: fc.option(total),
    });
    fc.assert(
      fc.property(cursor, fc.string(), (value, text) => {
        expect(cursorFromText(cursorToText(value))).toEqual(value);
        expect(cursorFromText(text)).toBeNull();
      }),
    );
  });

  test('nothing throws on any bytes', () => {
    const any = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(
        any,
        fc.array(any, { maxLength: 30 }),
        layout,
        u16,
        (value, values, how, count) => {
          for (const decode of [decodeTime, decodeDeviceInfo, decodeSteps, decodeBattery]) {
            decode(value);
          }
          for (const decode of [decodeHeart, decodeLinkParameters, decodeHeader]) decode(value);
          decodeAcknowledge(value);
          decodeUser(value, INFO_1, 0);
          const reader = new BlockReader(minutesHeader(0, count, count), how);
          for (const one of values) reader.put(one);
          expect(reader.minutes.length).toBeLessThanOrEqual(count);
        },
      ),
    );
  });
});
