import { describe, expect, test } from '@jest/globals';
import { sessionOf } from '../../../tools/preview/hub/session';
import type { PacketDecoder } from '../../../tools/preview/props';
import { Record } from '../../../tools/preview/shell/inspector/record';

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
    record.heard({ deviceId: 'band', dir: 'notify', at: AT, value: Uint8Array.from(value) });
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
    record.heard({ deviceId: 'other', dir: 'notify', at: AT, value: Uint8Array.of(1, 1) });
    record.heard({ deviceId: 'band', dir: 'write', at: AT, value: Uint8Array.of(1, 1) });
    expect(meanings(record)).toEqual([undefined, undefined]);
  });
});

test('values become the file that `npm run band -- record` reads', () => {
  const { packets } = heard(counted, [3, 1], [2, 3]);
  expect(sessionOf(packets)).toEqual({
    ...{ format: 'bandmates-session', version: 1, protocol: '' },
    packets: [
      { t: 0, dir: 'notify', ...AT, hex: '0301' },
      { t: 0, dir: 'notify', ...AT, hex: '0203' },
    ],
  });
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
