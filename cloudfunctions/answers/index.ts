/** How an action says no. */
import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '../../miniprogram/contract/api';

/** Thrown by domains; becomes `{ ok: false, code, message }`. Anything else thrown is our fault. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** Who asks, known or not, and when (UTC seconds). The OpenID must never reach a reply. */
export interface Visitor {
  openid: string;
  at: number;
}

/** A member who asks. */
export interface Call extends Visitor {
  uid: string;
  /** Steps that they want to walk today. */
  goal: number;
}

/** Writes an unexpected error to the log and returns the reference that finds it there. */
export function logFault(where: string, error: unknown): string {
  const reference = randomBytes(6).toString('hex');
  const detail = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
  console.error(`[${reference}] ${where}: ${detail}`);
  return reference;
}
