/**
 * Reads a journal back. Documents stay as bytes until needed. A zero where a line should begin, or
 * the first line that is torn or fails its checksum, ends the journal: nothing after it was ever
 * acknowledged, even where later sectors of an unfinished write reached the disk.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { parseEjson } from '../ejson';
import { crc32 } from './checksum';
import { type IdKey, keyOfId } from './record';

/** Receives what the journal says, in order. */
export interface ReplaySink {
  header(version: number, dataId: string): void;
  create(collection: string): void;
  /** `doc` is canonical EJSON inside `bytes`. */
  put(collection: string, key: IdKey, bytes: Buffer, start: number, end: number): void;
  remove(collection: string, key: IdKey): void;
}

export interface ReplayResult {
  lines: number;
  /** Where the valid part ends. */
  bytes: number;
  /** Bytes cut off the end, zeros behind them not counted. */
  cut: number;
}

const BLOCK = 32 << 20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Replays `path` into `sink`, and cuts a torn tail and the zeros off the file. */
export function replay(path: string, sink: ReplaySink): ReplayResult {
  if (!existsSync(path)) return { lines: 0, bytes: 0, cut: 0 };
  const handle = openSync(path, 'r');
  const result = { lines: 0, bytes: 0, cut: 0 };
  try {
    const total = fstatSync(handle).size;
    let carry: Buffer = Buffer.alloc(0);
    let position = 0;
    let good = true;
    while (good && position < total) {
      const block = Buffer.allocUnsafeSlow(carry.length + Math.min(BLOCK, total - position));
      carry.copy(block);
      const read = readSync(handle, block, carry.length, block.length - carry.length, position);
      position += read;
      const data = block.subarray(0, carry.length + read);
      const { used, intact } = readLines(data, sink, result);
      result.bytes += used;
      good = intact;
      carry = data.subarray(used);
    }
    if (total > result.bytes) result.cut = cutTail(path, result.bytes, total);
  } finally {
    closeSync(handle);
  }
  return result;
}

/**
 * Ends the file at `end` for good. What was there is kept aside if it had lines, in case it was
 * damage rather than a torn write. Gives the bytes cut.
 */
function cutTail(path: string, end: number, total: number): number {
  const handle = openSync(path, 'r+');
  try {
    const block = Buffer.alloc(Math.min(total - end, 1 << 26));
    readSync(handle, block, 0, block.length, end);
    let length = block.length;
    while (length > 0 && block[length - 1] === 0) length--;
    const tail = block.subarray(0, length);
    if (tail.includes(0x0a)) writeFileSync(`${path}.cut`, tail);
    ftruncateSync(handle, end);
    // Before the first new line: remains of the tail must not come back behind it.
    fsyncSync(handle);
    return length;
  } finally {
    closeSync(handle);
  }
}

function readLines(
  data: Buffer,
  sink: ReplaySink,
  result: ReplayResult,
): { used: number; intact: boolean } {
  let start = 0;
  for (;;) {
    if (data[start] === 0) return { used: start, intact: false };
    const end = data.indexOf(0x0a, start);
    if (end < 0) return { used: start, intact: true };
    if (!checked(data, start, end)) return { used: start, intact: false };
    readLine(data, start + 9, end, sink);
    result.lines += 1;
    start = end + 1;
  }
}

function checked(data: Buffer, start: number, end: number): boolean {
  if (end - start < 12 || data[start + 8] !== 0x20) return false;
  let expected = 0;
  for (let i = start; i < start + 8; i++) {
    const byte = data[i]!;
    const digit = byte >= 0x61 && byte <= 0x66 ? byte - 87 : byte - 48;
    if (digit < 0 || digit > 15) return false;
    expected = (expected << 4) | digit;
  }
  return crc32(data.subarray(start + 9, end)) === expected >>> 0;
}

let lastName = '';

/** The collection of a line; lines of one collection stand together. */
function nameAt(data: Buffer, start: number, end: number): string {
  if (lastName.length !== end - start) lastName = data.toString('latin1', start, end);
  for (let i = 0; i < lastName.length; i++) {
    if (lastName.charCodeAt(i) !== data[start + i]) {
      lastName = data.toString('latin1', start, end);
      break;
    }
  }
  return lastName;
}

/** `["p","days","id",{…}]` without decoding the document. */
function readLine(data: Buffer, start: number, end: number, sink: ReplaySink): void {
  if (data[start + 2] === 0x70 && data[start + 3] === QUOTE) {
    const nameEnd = data.indexOf(QUOTE, start + 6);
    const idStart = nameEnd + 2;
    if (data[idStart] === QUOTE) {
      let idEnd = idStart + 1;
      while (data[idEnd] !== QUOTE && data[idEnd] !== BACKSLASH) idEnd++;
      if (data[idEnd] === QUOTE) {
        const collection = nameAt(data, start + 6, nameEnd);
        const id = data.toString('utf8', idStart + 1, idEnd);
        sink.put(collection, id, data, idEnd + 2, end - 1);
        return;
      }
    }
  }
  readOperation(JSON.parse(data.toString('utf8', start, end)), sink);
}

function readOperation(operation: unknown[], sink: ReplaySink): void {
  const [kind, first, second, third] = operation;
  switch (kind) {
    case 'h':
      sink.header(Number(first), String(second));
      break;
    case 'c':
      sink.create(String(first));
      break;
    case 'p': {
      const bytes = Buffer.from(JSON.stringify(third), 'utf8');
      sink.put(String(first), idKey(second), bytes, 0, bytes.length);
      break;
    }
    case 'd':
      sink.remove(String(first), idKey(second));
      break;
    case 't':
      for (const inner of first as unknown[][]) readOperation(inner, sink);
      break;
    default:
      throw new Error(`The journal has an operation this version does not know: ${String(kind)}.`);
  }
}

function idKey(id: unknown): IdKey {
  return keyOfId(parseEjson(JSON.stringify(id)));
}
