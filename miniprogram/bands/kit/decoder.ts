/** What values mean, for the report, the fuzzer and `npm run band -- decode`. */
import type { Characteristic } from '../../ble/link';
import { toHex } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';

export interface KitDecoder {
  /** Whose values these are. */
  from: 'band' | 'phone';
  at: Characteristic;
  /** What values mean, in the order of the air. Pure and total. */
  decode(values: readonly Uint8Array[]): Result<unknown>;
  /**
   * Whatever these values are: with starts, lengths and checksums put right, so that the fuzzer
   * comes to what is behind them. True values stay as they are.
   */
  seal?(values: readonly Uint8Array[]): Uint8Array[];
  /** Whether a message begins with this value; absent where every value is one. */
  begins?(value: Uint8Array): boolean;
}

/** A decoder of values that each stand alone; the first that means nothing decides. */
export const eachValue =
  (decode: (value: Uint8Array) => Result<unknown>): KitDecoder['decode'] =>
  (values) => {
    const found: unknown[] = [];
    for (const value of values) {
      const result = decode(value);
      if (!result.ok) return result;
      found.push(result.value);
    }
    return found.length > 0 ? ok(found) : fail('empty');
  };

/** Values in the messages they make: a new one at the first value, and where one begins. */
export function messagesOf(
  values: readonly Uint8Array[],
  begins: (value: Uint8Array) => boolean,
): Uint8Array[][] {
  const found: Uint8Array[][] = [];
  for (const value of values) {
    const open = found[found.length - 1];
    if (open && !begins(value)) open.push(value);
    else found.push([value]);
  }
  return found;
}

/** Decoded values as plain data: bytes become hex, what is undefined goes. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  if (value instanceof Map) return plain([...value]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([key, field]) => [key, plain(field)]));
}
