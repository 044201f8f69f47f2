/** How a virtual phone answers a call of `wx`: by callback, with WeChat's numbers. */

import type { Platform } from '../../../miniprogram/bands/virtual/link';
import { type BleCode, BleError } from '../../../miniprogram/ble/link';
import type { Callbacks, WxFailure } from '../../../miniprogram/ble/wx-radio/port';

const NUMBERS: Partial<Record<BleCode, number>> = {
  'bluetooth-off': 10001,
  'band-not-found': 10002,
  'connect-failed': 10003,
  'no-service': 10004,
  'no-characteristic': 10005,
  disconnected: 10006,
  'not-supported': 10007,
  timeout: 10012,
};
const SYSTEM = 10008;
/** HarmonyOS puts this beside 10008. */
const OHOS_ERRNO = 1_500_104;

/** A failure with WeChat's number. */
export class Refusal extends Error {
  constructor(
    readonly errCode: number,
    words: string,
  ) {
    super(words);
  }
}

/** Makes calls of `wx` from functions; none does anything while `open` says that Bluetooth is off. */
export const caller =
  (platform: Platform, open: () => boolean) =>
  <O, R>(run: (option: O) => R | Promise<R>) =>
  (option: O & Callbacks<R>): void => {
    const work = async () => {
      if (!open()) throw new Refusal(10001, 'not available');
      return run(option);
    };
    work().then(option.success, (error: unknown) => option.fail(failureOf(error, platform)));
  };

export type Caller = ReturnType<typeof caller>;

function failureOf(error: unknown, platform: Platform): WxFailure {
  const known = error instanceof BleError ? NUMBERS[error.code] : undefined;
  const errCode = error instanceof Refusal ? error.errCode : (known ?? SYSTEM);
  const errno = platform === 'ohos' && errCode === SYSTEM ? { errno: OHOS_ERRNO } : {};
  return { errCode, errMsg: `x:fail ${error instanceof Error ? error.message : ''}`, ...errno };
}
