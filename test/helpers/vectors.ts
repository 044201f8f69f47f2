import { fromHex } from '../../miniprogram/lib/bytes';
import fixture from '../fixtures/wechat-ble.vectors.json';

/** One vector of the fixture; which fields it has depends on its group. */
export interface Vector {
  id: string;
  group: string;
  hex?: string;
  chunks?: string[];
  header?: { nLength: number; nCmdId: number; nSeq: number };
  body?: Record<string, unknown>;
  [field: string]: unknown;
}

export const vectors = fixture.vectors as unknown as Vector[];

export function vector(id: string): Vector {
  const found = vectors.find((one) => one.id === id);
  if (!found) throw new Error(`no vector ${id}`);
  return found;
}

/** Bytes of hex that must be hex. */
export function bytes(hex: unknown): Uint8Array {
  const value = typeof hex === 'string' ? fromHex(hex) : null;
  if (!value) throw new Error(`not hex: ${String(hex)}`);
  return value;
}

/** The value of a result that must be one. */
export function must<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}
