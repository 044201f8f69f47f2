import { describe, expect, test } from '@jest/globals';
import type { BleCode } from '../../../miniprogram/ble/link';
import { codeOf } from '../../../miniprogram/ble/wx-radio/errors';

describe('errors', () => {
  test.each<[number, BleCode]>([
    [10000, 'not-open'],
    [10001, 'bluetooth-off'],
    [10002, 'band-not-found'],
    [10003, 'connect-failed'],
    [10004, 'no-service'],
    [10005, 'no-characteristic'],
    [10006, 'disconnected'],
    [10007, 'not-supported'],
    [10008, 'system'],
    [10009, 'bluetooth-unsupported'],
    [10010, 'connect-failed'],
    [10011, 'connect-failed'],
    [10012, 'timeout'],
    [10013, 'band-not-found'],
    [4711, 'system'],
  ])('errCode %i is %s', (errCode, code) => {
    expect(codeOf({ errMsg: 'x:fail', errCode })).toBe(code);
  });

  test.each<[string, Parameters<typeof codeOf>[0], BleCode]>([
    ['errno before errCode', { errCode: 10001, errno: 112 }, 'not-declared'],
    [
      'scope refused',
      { errno: 103, errMsg: 'openBluetoothAdapter:fail auth deny' },
      'scope-refused',
    ],
    [
      'scope refused, words only',
      { errMsg: 'openBluetoothAdapter:fail auth deny' },
      'scope-refused',
    ],
    ['privacy refused', { errno: 104 }, 'privacy-refused'],
    [
      'privacy refused, words only',
      { errMsg: 'fail privacy permission is not authorized' },
      'privacy-refused',
    ],
    [
      'undeclared',
      { errMsg: 'fail api scope is not declared in the privacy agreement' },
      'not-declared',
    ],
    ['iOS refused', { errCode: 10001, state: 3 }, 'bluetooth-unauthorized'],
    ['iOS off', { errCode: 10001, state: 4 }, 'bluetooth-off'],
    ['iOS without Bluetooth', { errCode: 10001, state: 2 }, 'bluetooth-unsupported'],
    ['iOS resetting', { errCode: 10001, state: 1 }, 'bluetooth-off'],
    [
      'Android location off',
      { errCode: 10008, errMsg: 'fail location service is off' },
      'location-off',
    ],
    [
      'Android location refused',
      { errCode: 10008, errMsg: 'fail location permission is denied' },
      'location-unauthorized',
    ],
    [
      'Android location refused, errno',
      { errCode: 10008, errno: 1_509_008 },
      'location-unauthorized',
    ],
    ['Android location off, errno', { errCode: 10008, errno: 1_509_009 }, 'location-off'],
    [
      'the system refused WeChat, words only',
      { errMsg: 'openBluetoothAdapter:fail system permission denied' },
      'bluetooth-unauthorized',
    ],
    [
      'a word inside a word says nothing',
      { errCode: 10003, errMsg: 'createBLEConnection:fail memory allocation' },
      'connect-failed',
    ],
    ['HarmonyOS, a write that failed', { errCode: 10008, errno: 1_500_104 }, 'system'],
    ['errno timeout', { errno: 5 }, 'timeout'],
    ['an unknown errno falls through', { errno: 1_509_999, errCode: 10003 }, 'connect-failed'],
    ['nothing at all', {}, 'system'],
  ])('%s', (_, given, code) => {
    expect(codeOf(given)).toBe(code);
  });
});
