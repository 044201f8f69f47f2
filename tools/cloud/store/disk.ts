/** What the journal asks of the disk. */
import { constants, fdatasync, fdatasyncSync, openSync, writeSync } from 'node:fs';

/** The two calls whose order durability hangs on; tests put their own in. */
export interface JournalIo {
  write: (
    handle: number,
    data: Buffer,
    at: number,
    done: (error: Error | null, written: number) => void,
  ) => void;
  /** `lone`: a single line, nobody to gather while it syncs. */
  sync: (handle: number, lone: boolean, done: (error: Error | null) => void) => void;
}

function attempt<T>(call: () => T): [error: Error | null, result: T | undefined] {
  try {
    return [null, call()];
  } catch (error) {
    return [error as Error, undefined];
  }
}

/** A lone line is synced at once: handing it to another thread costs more than the wait. */
export const DISK: JournalIo = {
  write: (handle, data, at, done) => {
    const [error, written] = attempt(() => writeSync(handle, data, 0, data.length, at));
    done(error, written ?? 0);
  },
  sync: (handle, lone, done) => {
    if (lone) done(attempt(() => fdatasyncSync(handle))[0]);
    else fdatasync(handle, done);
  },
};

/** For writes at any place; made when missing. */
export function openForWriting(path: string): number {
  return openSync(path, constants.O_RDWR | constants.O_CREAT);
}
