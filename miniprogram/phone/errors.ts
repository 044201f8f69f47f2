/** One error class above the platform: a stable code, and the cause for diagnostics. */

import { type BleCode, BleError } from '../ble/link';
import type { ErrorCode } from '../contract/api';
import { BandError, type ContentReason } from '../protocols/driver';

export type CloudCode = 'offline' | 'cloud-timeout' | 'cloud-failed';
export type PhoneCode =
  | 'drivers-missing'
  | 'storage-full'
  | 'sync-running'
  | 'unread'
  | 'unfinished'
  | 'unknown-code'
  /** Told by the cloud of a part of an upload, not of the whole. */
  | 'too-old'
  | 'too-many-bands'
  | 'future'
  | 'old-code'
  /** The cloud takes no day of this phone's clock. */
  | 'clock-wrong'
  /** WeChat may not tell its steps, or counts none. */
  | 'werun-refused'
  | 'werun-off'
  | 'unexpected';
/** A `ContentReason` is told of a part of what a band sent, not of the whole. */
export type AppCode =
  | ErrorCode
  | BleCode
  | BandError['code']
  | ContentReason
  | CloudCode
  | PhoneCode;

export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: AppCode,
    message: string,
    override readonly cause?: unknown,
  ) {
    super(message);
  }
}

let note: (error: AppError) => void = () => {};

/** Whom to tell of every error that was caught. */
export function onError(tell: (error: AppError) => void): void {
  note = tell;
}

/** Whatever was thrown, as an AppError; it is told to whoever keeps them for support. */
export function toAppError(thrown: unknown): AppError {
  const error = thrown instanceof AppError ? thrown : wrapped(thrown);
  note(error);
  return error;
}

function wrapped(thrown: unknown): AppError {
  if (thrown instanceof BleError || thrown instanceof BandError) {
    return new AppError(thrown.code, thrown.message, thrown);
  }
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('unexpected', words, thrown);
}
