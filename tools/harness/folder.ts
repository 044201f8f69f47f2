import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, where there is one. */
const IN_MEMORY = '/dev/shm';

/** A new folder for what nobody keeps: a cloud waits for the disk at every write. */
export const quickFolder = (prefix: string): string =>
  mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), prefix));
