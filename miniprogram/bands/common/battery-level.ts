import { fail, ok, type Result } from '../../lib/result';

/** Battery Level (2A19), per cent. Total: values above 100 are reserved (Bluetooth SIG). */
export function decodeBatteryLevel(value: Uint8Array): Result<number, 'length' | 'reserved'> {
  const [level] = value;
  if (level === undefined) return fail('length');
  return level > 100 ? fail('reserved') : ok(level);
}
