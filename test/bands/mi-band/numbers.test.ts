import { expect, test } from '@jest/globals';
import { decodeSamples } from '../../../miniprogram/bands/mi-band/codec';
import { fromHex } from '../../../miniprogram/lib/bytes';

test('minutes that were never written hold no steps: erased flash behind 150 steps adds none', () => {
  const bytes = fromHex('011e32'.repeat(3) + 'ffffff'.repeat(5))!;
  const samples = decodeSamples(bytes, { sampleBytes: 3, counter: false });
  expect(samples.map(({ steps }) => steps)).toEqual([50, 50, 50, 0, 0, 0, 0, 0]);
});

test('a 1S without a finger on it has no heart rate: neither 0 nor all ones is one', () => {
  const bytes = fromHex('011e324e' + '011e3200' + 'ffffffff')!;
  const samples = decodeSamples(bytes, { sampleBytes: 4, counter: false });
  expect(samples.map(({ heartRate }) => heartRate)).toEqual([78, undefined, undefined]);
});
