/** One process per data folder. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const held = new Set<string>();

/** When a process began, so that a reused pid is told apart; empty where /proc is missing. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ownerOf(path: string): number | undefined {
  if (!existsSync(path)) return undefined;
  const [pid, started] = readFileSync(path, 'latin1').trim().split(' ');
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0) return undefined;
  if (number === process.pid) return held.has(path) ? number : undefined;
  if (!alive(number)) return undefined;
  return started && started !== startedAt(number) ? undefined : number;
}

/**
 * Takes the folder for this process.
 * @throws Error naming the process that has it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const owner = ownerOf(path);
  if (owner !== undefined) {
    throw new Error(
      `The data folder ${folder} is in use by process ${owner}: stop that one or choose another folder.`,
    );
  }
  rmSync(path, { force: true });
  const handle = openSync(path, 'wx');
  writeSync(handle, `${process.pid} ${startedAt(process.pid)}\n`);
  closeSync(handle);
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}
