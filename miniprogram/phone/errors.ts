/** One error class above the platform: a stable code, and the cause for diagnostics. */

import { type BleCode, BleError } from '../ble/link';
import type { ErrorCode } from '../contract/api';
import { BandError } from '../protocols/driver';

export type CloudCode = 'offline' | 'cloud-timeout' | 'cloud-failed';
export type PhoneCode =
  | 'drivers-missing'
  | 'storage-full'
  | 'sync-running'
  | 'unread'
  | 'unknown-code'
  /** Told by the cloud of a part of an upload, not of the whole. */
  | 'too-old'
  | 'too-many-bands'
  | 'old-code'
  | 'unexpected';
export type AppCode = ErrorCode | BleCode | BandError['code'] | CloudCode | PhoneCode;

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

/** Whatever was thrown, as an AppError. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof BleError || thrown instanceof BandError) {
    return new AppError(thrown.code, thrown.message, thrown);
  }
  return new AppError(
    'unexpected',
    thrown instanceof Error ? thrown.message : String(thrown),
    thrown,
  );
}
