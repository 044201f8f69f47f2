import { expect, test } from '@jest/globals';
import {
  decodeTime,
  decodeVersion,
  encodeTime,
  encodeVersion,
  type SportUnit,
} from '../../../miniprogram/bands/codoon/codec';
import { decodeUnits } from '../../../miniprogram/bands/codoon/units';
import { NOW } from '../../../tools/harness/world';

const OFFSET = 28_800;
const dating = {
  clock: { state: 'right', shift: OFFSET },
  candy: false,
  since: 0,
  now: () => NOW,
} as const;
const unit = (amount: Pick<SportUnit, 'steps' | 'kcal' | 'metres'>): SportUnit => ({
  kind: 'sport',
  at: NOW - 3600 + OFFSET,
  ...amount,
});

test('ten minutes that were never written are none, and no fault', () => {
  const erased = unit({ steps: 0xffff, kcal: 0xffff, metres: 0xffff });
  expect(decodeUnits([erased], dating)).toEqual({ readings: [], sleep: [], faults: [] });
});

test('a distance or an energy with every bit set is left out; the steps beside it count', () => {
  const { readings, faults } = decodeUnits(
    [unit({ steps: 700, kcal: 0xffff, metres: 0xffff })],
    dating,
  );
  expect(readings).toEqual([{ start: NOW - 3600, seconds: 600, steps: 700 }]);
  expect(faults).toEqual([]);
});

test('firmware that says more of its version or its time is understood', () => {
  const time = encodeTime(NOW);
  expect(decodeTime(Uint8Array.from([...time, 0x04]))).toEqual({ ok: true, value: NOW });
  expect(decodeTime(Uint8Array.from(time.slice(0, 4)))).toEqual({ ok: false, reason: 'length' });
  const version = { type: 17, version: '3.18' };
  const said = [...encodeVersion(version), 0x01];
  expect(decodeVersion(Uint8Array.from(said))).toEqual({ ok: true, value: version });
});
