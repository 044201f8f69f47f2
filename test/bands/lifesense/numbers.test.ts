import { expect, test } from '@jest/globals';
import { decodeSteps, encodeSteps } from '../../../miniprogram/bands/lifesense/codec';
import { must } from '../../helpers/vectors';

const RECORD = {
  steps: 0x123456,
  time: 1_764_000_000,
  exercise: 0,
  kcal: 40,
  minutes: 10,
  metres: 700,
  status: 0,
  voltage: 220,
};

test('steps and metres with every bit set are none; what stands beside them is read', () => {
  const told = encodeSteps([
    { ...RECORD, steps: null },
    { ...RECORD, metres: null },
  ]);
  const [erased, far] = must(decodeSteps(told));
  expect(erased).toMatchObject({ steps: null, metres: 700, time: RECORD.time });
  expect(far).toMatchObject({ steps: 0x123456, metres: null });
});
