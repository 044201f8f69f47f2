/**
 * WeChat's numbers and words as codes; they stop here. `errno` counts before `errCode` (WeChat's
 * own rule), and words before both where one number means several things.
 */
import { type BleCode, BleError } from '../link';
import type { Call, WxFailure } from './port';

/** Bluetooth error codes (wx.openBluetoothAdapter and all others; 10010 and 10011 by uni-app). */
const BY_ERR_CODE: Readonly<Record<number, BleCode>> = {
  10000: 'not-open',
  10001: 'bluetooth-off',
  10002: 'band-not-found',
  10003: 'connect-failed',
  10004: 'no-service',
  10005: 'no-characteristic',
  10006: 'disconnected',
  10007: 'not-supported',
  10008: 'system',
  10009: 'bluetooth-unsupported',
  10010: 'connect-failed',
  10011: 'connect-failed',
  10012: 'timeout',
  10013: 'band-not-found',
};

/**
 * errno values. General ones mean the same for every call: 5 timeout, 103 and 104 refused, 112
 * undeclared. Of Bluetooth's own, two say more than the number and words beside them: Android's
 * location permission and location switch.
 */
const BY_ERRNO: Readonly<Record<number, BleCode>> = {
  3: 'bluetooth-unauthorized',
  5: 'timeout',
  103: 'scope-refused',
  104: 'privacy-refused',
  112: 'not-declared',
  1509008: 'location-unauthorized',
  1509009: 'location-off',
};

/** State in an iOS failure to open the adapter. */
const BY_IOS_STATE: Readonly<Record<number, BleCode>> = {
  2: 'bluetooth-unsupported',
  3: 'bluetooth-unauthorized',
  4: 'bluetooth-off',
};

/** Words that say more than the number beside them. */
const BY_WORDS: readonly (readonly [RegExp, BleCode])[] = [
  [/not declared|undeclared/i, 'not-declared'],
  [/privacy/i, 'privacy-refused'],
  [/\blocation.*(permission|auth|denied)/i, 'location-unauthorized'],
  [/\b(location|gps)\b/i, 'location-off'],
  [/system permission denied/i, 'bluetooth-unauthorized'],
  [/auth deny|auth denied|authorize:fail|scope/i, 'scope-refused'],
];

/**
 * Words of a failure that means there is a connection already: as good as success. The documents give
 * them −1, but phones say −1 of failures of any kind; uni-app gives them a number of their own.
 */
const CONNECTED = /already connect/i;
const CONNECTED_UNI = 10010;

export function codeOf({ errMsg = '', errCode = 0, errno = 0, state }: WxFailure): BleCode {
  const worded = BY_WORDS.find(([words]) => words.test(errMsg))?.[1];
  const fromState = state === undefined ? undefined : BY_IOS_STATE[state];
  return BY_ERRNO[errno] ?? worded ?? fromState ?? BY_ERR_CODE[errCode] ?? 'system';
}

/** Whatever a call rejected with, as the one error of this room. */
export function bleError(error: unknown): BleError {
  if (error instanceof BleError) return error;
  const failure: WxFailure = isFailure(error) ? error : { errMsg: String(error) };
  return new BleError(codeOf(failure), failure.errMsg ?? 'no words', error);
}

/** Whether a failed connect means that there is a connection. */
export const isAlreadyConnected = ({ cause }: BleError): boolean =>
  isFailure(cause) && (cause.errCode === CONNECTED_UNI || CONNECTED.test(cause.errMsg ?? ''));

/** One call of `wx` as a promise; what it rejects with is a BleError. */
export const ask = <O, R>(call: Call<O, R>, option: O): Promise<R> =>
  new Promise<R>((resolve, reject) => {
    call({ ...option, success: resolve, fail: (failure) => reject(bleError(failure)) });
  });

const isFailure = (error: unknown): error is WxFailure =>
  typeof error === 'object' && error !== null && ('errMsg' in error || 'errCode' in error);
