import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeMeasurement,
  encodeMeasurement,
  type Measurement,
  MOST,
} from '../../../miniprogram/bands/wechat-pedometer/codec';
import { createVirtualPedometer } from '../../../miniprogram/bands/wechat-pedometer/virtual/band';
import { toHex } from '../../../miniprogram/lib/bytes';
import { bytes, vectors } from '../../helpers/vectors';

interface Expected {
  steps?: number;
  distanceM?: number;
  calories?: number;
  error?: string;
}

const fea1 = vectors.filter(({ id }) => id.startsWith('fea1.'));

describe('vectors', () => {
  test.each(fea1.map((one) => [one.id, one] as const))('%s', (_, { hex, expect: given }) => {
    const { steps, distanceM, calories, error } = given as Expected;
    const decoded = decodeMeasurement(bytes(hex));
    if (error) {
      expect(decoded).toEqual({ ok: false, reason: 'length' });
      return;
    }
    const value: Partial<Measurement> = {};
    if (steps !== undefined) value.steps = steps;
    if (distanceM !== undefined) value.metres = distanceM;
    if (calories !== undefined) value.kcal = calories;
    expect(decoded).toEqual({ ok: true, value });
  });

  test('there are seven', () => expect(fea1).toHaveLength(7));

  test('real readings, and one that shows the byte order', () => {
    const read = (hex: string) => decodeMeasurement(bytes(hex));
    expect(read('07400100900000180000')).toMatchObject({
      value: { steps: 320, metres: 144, kcal: 24 },
    });
    expect(read('078901002601000b0000')).toMatchObject({
      value: { steps: 393, metres: 294, kcal: 11 },
    });
    expect(read('01752e00')).toMatchObject({ value: { steps: 11_893 } });
  });

  test.each([
    ['', 'empty'],
    ['02102700', 'no-steps'],
    ['01', 'length'],
    ['07ffffffffffff', 'length'],
  ])('%j is refused: %s', (hex, reason) => {
    expect(decodeMeasurement(bytes(hex))).toEqual({ ok: false, reason });
  });

  test('gatt.decl.*: the virtual band has the properties of the dumped table', () => {
    const options = { deviceId: 'x', localName: 'x', mac: '5CF3706ABA27', now: () => 0 };
    const { gatt } = createVirtualPedometer(options);
    const dumped = vectors.filter(({ id }) => id.startsWith('gatt.decl.'));
    expect(dumped).toHaveLength(3);
    dumped.forEach(({ hex }, index) => {
      const one = gatt[index]!;
      const properties =
        (one.read ? 0x02 : 0) |
        (one.writeNoResponse ? 0x04 : 0) |
        (one.write ? 0x08 : 0) |
        (one.notify ? 0x10 : 0) |
        (one.indicate ? 0x20 : 0);
      const declaration = bytes(hex);
      expect(properties).toBe(declaration[0]);
      expect(one.characteristic.slice(4, 8)).toBe(toHex(declaration.slice(3).reverse()));
    });
  });
});

describe('properties', () => {
  const number = fc.nat({ max: MOST });

  test('round trip, with anything behind it', () => {
    const measurement = fc.record(
      { steps: number, metres: number, kcal: number },
      { requiredKeys: ['steps'] },
    );
    fc.assert(
      fc.property(measurement, fc.uint8Array({ maxLength: 4 }), (one, more) => {
        const value = Uint8Array.from([...encodeMeasurement(one), ...more]);
        expect(decodeMeasurement(value)).toEqual({ ok: true, value: one });
      }),
    );
  });

  test('any bytes give a measurement or a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (value) => {
        const decoded = decodeMeasurement(value);
        if (decoded.ok) expect(decoded.value.steps).toBeLessThanOrEqual(MOST);
        else expect(['empty', 'no-steps', 'length']).toContain(decoded.reason);
      }),
      { numRuns: 1000 },
    );
  });

  test('numbers that do not fit stay at the edge', () => {
    expect(toHex(encodeMeasurement({ steps: 2 ** 30, metres: -5, kcal: 1.9 }))).toBe(
      '07ffffff000000010000',
    );
  });
});
