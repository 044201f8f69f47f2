import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { modelOf } from '../../../miniprogram/contract/makers';
import { protocolsOf } from '../../../miniprogram/services/bands/models';
import { installWx } from '../../helpers/wx';

installWx();
// What is known reads the phone's storage when it is loaded: after `wx` is there.
let use: typeof import('../../../miniprogram/services/account/profile');
beforeEach(() => {
  use = jest.requireActual('../../../miniprogram/services/account/profile');
});

describe('a typed name', () => {
  test.each([
    ['  林 晚\n', '林 晚'],
    ['<b>林</b>', '<b>林</b>'],
    ['   ', ''],
    // Nothing is cut within a character; how many are too many the cloud says.
    ['👨‍👩‍👧'.repeat(9), '👨‍👩‍👧'.repeat(9)],
  ])('R4-5 %j becomes %j', (typed, name) => {
    expect(use.cleanName(typed)).toBe(name);
  });
});

test('goals go from 2,000 to 20,000 in steps of 500', () => {
  expect([use.GOALS[0], use.GOALS[1], use.GOALS.at(-1)]).toEqual([2000, 2500, 20_000]);
});

test('a protocol without a driver is not called sure', () => {
  const invented = { ...modelOf('am3')!, protocols: ['not-written'] };
  expect(protocolsOf(invented)).toEqual([{ protocol: 'not-written', source: null }]);
});

test('the launch models speak protocols that have a driver', () => {
  expect(protocolsOf(modelOf('am3')!).map(({ source }) => source)).not.toContain(null);
});
