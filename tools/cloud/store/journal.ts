/**
 * The append-only journal. One line a write: `crc32 json\n`. Writes are gathered while the disk is
 * busy and synced together; nobody is answered before the sync that covers their line.
 *
 * While it is written to, the file has room ahead of its end: zeros already on the disk. A line put
 * there changes no size and no map of blocks, so its sync is one write instead of three. A zero
 * where a line should begin is the end.
 */
import { closeSync, fsyncSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from './checksum';
import { DISK, type JournalIo, openForWriting } from './disk';

const HEX = Buffer.from('0123456789abcdef', 'latin1');

/** A journal line for a JSON text without newlines. */
export function journalLine(json: string): Buffer {
  const end = 9 + Buffer.byteLength(json);
  const line = Buffer.allocUnsafe(end + 1);
  line.write(json, 9, 'utf8');
  const sum = crc32(line.subarray(9, end));
  for (let i = 0; i < 8; i++) line[i] = HEX[(sum >>> (28 - 4 * i)) & 15]!;
  line[8] = 0x20;
  line[end] = 0x0a;
  return line;
}

/** Makes a rename or creation in `folder` durable; Windows has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Room made at a time: as much as there is, within these. */
const LEAST_ROOM = 1 << 16;
const MOST_ROOM = 1 << 20;

interface Waiter {
  seq: number;
  resolve: () => void;
  reject: (error: Error) => void;
}

export class Journal {
  #handle: number;
  #pending: Buffer[] = [];
  #seq = 0;
  #synced = 0;
  #waiters: Waiter[] = [];
  #busy = false;
  #failure: Error | undefined;
  /** Where the next line goes. */
  #end: number;
  /** Where the zeros end. */
  #room: number;
  #swap: (() => void) | undefined;
  readonly #io: JournalIo;

  /** Opens for appending; `end` is where the valid lines, and the file, end. */
  constructor(
    readonly path: string,
    end: number,
    io: JournalIo = DISK,
  ) {
    this.#io = io;
    this.#handle = openForWriting(path);
    this.#end = end;
    this.#room = end;
  }

  /** Sequence number of the last appended line. */
  get seq(): number {
    return this.#seq;
  }

  /** Queues a line; its number is what `synced` waits for. */
  append(json: string): number {
    if (this.#failure) throw this.#failure;
    this.#pending.push(journalLine(json));
    this.#seq += 1;
    if (!this.#busy) {
      this.#busy = true;
      setImmediate(() => this.#flush());
    }
    return this.#seq;
  }

  /** Resolves when everything up to `seq` is on disk. */
  synced(seq = this.#seq): Promise<void> | undefined {
    if (this.#failure) throw this.#failure;
    if (seq <= this.#synced) return undefined;
    return new Promise((resolve, reject) => this.#waiters.push({ seq, resolve, reject }));
  }

  /**
   * Replaces the file by what `lines` gives, in one step, between two syncs. Lines queued meanwhile
   * follow: they say again what `lines` already knew, which does no harm.
   */
  replace(lines: () => Iterable<string>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#swap = () => {
        try {
          this.#rewrite(lines());
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      };
      if (!this.#busy) this.#runSwap();
    });
  }

  #runSwap(): void {
    const swap = this.#swap;
    this.#swap = undefined;
    swap?.();
  }

  #rewrite(lines: Iterable<string>): void {
    const next = `${this.path}.next`;
    const handle = openSync(next, 'w');
    let size = 0;
    let batch: Buffer[] = [];
    let bytes = 0;
    const put = (): void => {
      writeAllSync(handle, Buffer.concat(batch));
      batch = [];
      bytes = 0;
    };
    for (const json of lines) {
      const line = journalLine(json);
      batch.push(line);
      bytes += line.length;
      size += line.length;
      if (bytes > 1 << 20) put();
    }
    put();
    fsyncSync(handle);
    closeSync(handle);
    // Windows replaces no file that is open.
    closeSync(this.#handle);
    try {
      renameSync(next, this.path);
      syncFolder(dirname(this.path));
    } finally {
      this.#handle = openForWriting(this.path);
    }
    this.#end = size;
    this.#room = size;
  }

  /** Writes what is queued and leaves a plain text file. */
  async close(): Promise<void> {
    while (this.#busy) await new Promise((resolve) => setImmediate(resolve));
    if (!this.#failure && this.#room > this.#end) ftruncateSync(this.#handle, this.#end);
    closeSync(this.#handle);
    this.#failure ??= new Error('The journal is closed.');
  }

  #flush(): void {
    const batch = this.#pending;
    const seq = this.#seq;
    this.#pending = [];
    if (batch.length === 0) {
      this.#busy = false;
      return;
    }
    const lines = batch.length === 1 ? batch[0]! : Buffer.concat(batch);
    const end = this.#end + lines.length;
    this.#write(end > this.#room ? this.#withRoom(lines, end) : lines, this.#end, () => {
      this.#io.sync(this.#handle, batch.length === 1, (error) => {
        if (error) return this.#fail(error);
        this.#end = end;
        this.#done(seq);
        this.#runSwap();
        if (this.#pending.length > 0) this.#flush();
        else this.#busy = false;
      });
    });
  }

  /** The lines with zeros behind them, so that the same sync makes the room. */
  #withRoom(lines: Buffer, end: number): Buffer {
    const room = Math.min(Math.max(end, LEAST_ROOM), MOST_ROOM);
    this.#room = end + room;
    return Buffer.concat([lines], lines.length + room);
  }

  #write(data: Buffer, at: number, then: () => void): void {
    this.#io.write(this.#handle, data, at, (error, written) => {
      if (error) this.#fail(error);
      else if (written < data.length) this.#write(data.subarray(written), at + written, then);
      else then();
    });
  }

  #done(seq: number): void {
    this.#synced = seq;
    const rest: Waiter[] = [];
    for (const waiter of this.#waiters) {
      if (waiter.seq <= seq) waiter.resolve();
      else rest.push(waiter);
    }
    this.#waiters = rest;
  }

  /** After a failed write nothing more is accepted: memory is ahead of the disk. */
  #fail(error: Error): void {
    this.#failure = error;
    this.#busy = false;
    for (const waiter of this.#waiters) waiter.reject(error);
    this.#waiters = [];
  }
}

function writeAllSync(handle: number, data: Buffer): void {
  for (let at = 0; at < data.length; ) at += writeSync(handle, data, at);
}
