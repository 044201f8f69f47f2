import { describe, expect, test } from '@jest/globals';
import type { PacketDecoder } from '../../../tools/preview/props';
import { Record } from '../../../tools/preview/shell/inspector/record';
import { vectorFile } from '../../../tools/preview/shell/inspector/vectors';

const AT = {
  service: '0000fee7-0000-1000-8000-00805f9b34fb',
  characteristic: '0000fec8-0000-1000-8000-00805f9b34fb',
};

/** A message says how many bytes it has. */
const counted: PacketDecoder = {
  from: 'band',
  at: AT,
  decode(values) {
    const bytes = values.flatMap((value) => [...value]);
    return bytes.length - 1 === bytes[0]
      ? { ok: true, value: { name: 'counted', sum: bytes.slice(1).reduce((a, b) => a + b, 0) } }
      : { ok: false, reason: 'length' };
  },
};

function heard(decoder: PacketDecoder, ...values: number[][]): Record {
  const record = new Record(
    () => 0,
    (deviceId) => (deviceId === 'band' ? [decoder] : []),
  );
  for (const value of values) {
    record.heard({ deviceId: 'band', from: 'band', at: AT, value: Uint8Array.from(value) });
  }
  return record;
}

const meanings = ({ packets }: Record) =>
  packets.map(({ message }) => message.means ?? message.reason);

describe('values become messages', () => {
  test('of one value, and of several in a row', () => {
    const record = heard(counted, [2, 1, 1], [3, 1], [2, 3], [1, 9]);
    const [one, two, three, four] = record.packets;
    expect(one!.message.means).toEqual({ name: 'counted', sum: 2 });
    expect(two!.message).toBe(three!.message);
    expect(two!.message.means).toEqual({ name: 'counted', sum: 6 });
    expect(four!.message.means).toEqual({ name: 'counted', sum: 9 });
  });

  test('one that comes to no end keeps its reason and does not swallow the next', () => {
    expect(meanings(heard(counted, [3, 1], [2, 4, 4]))).toEqual([
      'length',
      { name: 'counted', sum: 8 },
    ]);
  });

  test('what is seen to begin is a new message, even if it would fit', () => {
    const marked = { ...counted, begins: ([first]: Uint8Array) => first === 1 };
    const record = heard(marked, [3, 5], [1, 7]);
    expect(meanings(record)).toEqual(['length', { name: 'counted', sum: 7 }]);
  });

  test('nobody reads what has no decoder, or another direction', () => {
    const record = heard(counted);
    record.heard({ deviceId: 'other', from: 'band', at: AT, value: Uint8Array.of(1, 1) });
    record.heard({ deviceId: 'band', from: 'phone', at: AT, value: Uint8Array.of(1, 1) });
    expect(meanings(record)).toEqual([undefined, undefined]);
  });
});

test('vectors: a message of several values is numbered, what belongs to none stands alone', () => {
  const { packets } = heard(counted, [3, 1], [2, 3], [5, 1], [5, 2]);
  const { vectors, counts } = JSON.parse(vectorFile('Ring', 'here', packets)) as {
    vectors: { [field: string]: unknown }[];
    counts: { total: number };
  };
  expect(counts.total).toBe(4);
  expect(vectors.map(({ id, hex, decoded }) => [id, hex, decoded])).toEqual([
    ['seen.1.1of2', '0301', { name: 'counted', sum: 6 }],
    ['seen.1.2of2', '0203', { name: 'counted', sum: 6 }],
    ['seen.2', '0501', undefined],
    ['seen.3', '0502', undefined],
  ]);
  expect(vectors[0]).toMatchObject({ direction: 'device->phone', at: 'FEE7/FEC8' });
});

test('setData is counted by page, in bytes of JSON and calls of the busiest second', () => {
  let now = 0;
  const record = new Record(
    () => now,
    () => [],
  );
  const draw = (data: object) =>
    record.drawn({ page: 'pages/a', owner: 'pages/a', data: { ...data } });
  draw({ a: '你' });
  draw({ b: 12 });
  now = 1500;
  draw({ c: 1 });
  expect(record.pages.get('pages/a')).toMatchObject({
    calls: 3,
    bytes: 26,
    largest: 11,
    busiest: 2,
  });
  expect(record.rate('pages/a')).toBe(1);
  now = 4000;
  expect(record.rate('pages/a')).toBe(0);
});
