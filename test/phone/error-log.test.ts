import { beforeEach, expect, jest, test } from '@jest/globals';
import { BleError } from '../../miniprogram/ble/link';
import { AppError, toAppError } from '../../miniprogram/phone/errors';
import { NOW } from '../helpers/people';
import { fixTime } from '../helpers/time';
import { installWx } from '../helpers/wx';

fixTime();
installWx();
let shown: { route: string; options: object }[] = [];
Object.assign(globalThis, { getCurrentPages: () => shown });

const log = jest.requireActual<typeof import('../../miniprogram/phone/error-log')>(
  '../../miniprogram/phone/error-log',
);
beforeEach(() => {
  shown = [{ route: 'packages/band/detail/detail', options: { band: 'A1B2C3D47F2A' } }];
  log.watchErrors();
});

const failed = (errCode: number, more: object = {}) =>
  new BleError('connect-failed', 'no', { errCode, errMsg: 'createBLEConnection:fail', ...more });

test('what came up, where, when, and what WeChat said of it', () => {
  toAppError(failed(10003));
  expect(log.lastErrors()).toEqual([
    {
      at: NOW,
      page: 'packages/band/detail/detail',
      code: 'connect-failed',
      number: 10003,
      words: 'createBLEConnection:fail',
    },
  ]);
});

test('errno counts before errCode, and a cause behind a cause is found', () => {
  const cause = failed(10008, { errno: 1509009 });
  toAppError(new AppError('location-off', 'off', cause));
  expect(log.lastErrors()[0]).toMatchObject({ code: 'location-off', number: 1509009 });
  toAppError(new AppError('not-found', 'the cloud has said no'));
  expect(log.lastErrors()[0]).toMatchObject({ code: 'not-found', number: null, words: null });
});

test('nobody is in it: no query of the page, no address, no id', () => {
  const errMsg = 'connect 98:D3:31:2A:4F:01 fail, device 98D3312A4F01, openid oW5c2a1d3f4e5b6a7';
  toAppError(failed(10003, { errMsg }));
  expect(log.lastErrors()[0]!.words).toBe('connect … fail, device …, openid …');
  expect(JSON.stringify(log.lastErrors())).not.toMatch(/A1B2C3|98D331|98:D3|oW5c/);
});

test('the last twenty, the newest first; what repeats takes one place; before the first page', () => {
  for (let number = 1; number <= 25; number++) toAppError(failed(number));
  for (let again = 0; again < 3; again++) toAppError(failed(25));
  expect(log.lastErrors().map(({ number }) => number)).toEqual(
    Array.from({ length: 20 }, (_, back) => 25 - back),
  );
  shown = [];
  toAppError('odd');
  expect(log.lastErrors()[0]).toMatchObject({ page: '', code: 'unexpected' });
});
