/** Child processes of the races, each ended by its own handle. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));

export interface Child {
  process: ChildProcess;
  /** The first thing it said: its address. */
  url: string;
  end(): Promise<void>;
}

/** Starts `<file>.ts` of this folder and waits for its address. */
export async function child(file: string, args: readonly string[] = []): Promise<Child> {
  const process_ = spawn(process.execPath, ['--import', 'tsx', join(HERE, file), ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [url] = (await once(process_, 'message')) as [string];
  return {
    process: process_,
    url,
    end: async () => {
      const gone = once(process_, 'exit');
      process_.kill('SIGTERM');
      await gone;
    },
  };
}
