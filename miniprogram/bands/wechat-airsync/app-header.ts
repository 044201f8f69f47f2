/**
 * The `FE CF` header of Tencent's demo, which many products use inside vendor and page data. An
 * application convention, not part of AirSync. Big-endian.
 */
import { concat } from '../../lib/bytes';
import { bigEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';

const MAGIC = 0xfecf;
const HEADER_BYTES = 12;

export interface AppFrame {
  version: number;
  command: number;
  seq: number;
  errorCode: number;
  payload: Uint8Array;
}

/** Total. The length must be that of the data. */
export function decodeAppFrame(data: Uint8Array): Result<AppFrame, 'magic' | 'length'> {
  const reader = new Reader(data);
  if (reader.u16be() !== MAGIC) return fail('magic');
  const version = reader.u16be();
  const length = reader.u16be();
  const command = reader.u16be();
  const seq = reader.u16be();
  const errorCode = reader.u16be();
  if (reader.failed || length !== data.length) return fail('length');
  return ok({ version, command, seq, errorCode, payload: reader.take(reader.remaining).slice() });
}

export function encodeAppFrame(frame: AppFrame): Uint8Array {
  const length = HEADER_BYTES + frame.payload.length;
  const words = [MAGIC, frame.version, length, frame.command, frame.seq, frame.errorCode];
  return concat(...words.map((word) => bigEndian(word, 2)), frame.payload);
}
