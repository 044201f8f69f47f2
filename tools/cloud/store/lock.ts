/** One process per data folder. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** How long one process may take to look at a lock and put its own. */
const TAKING_MS = 5000;

/**
 * One process at a time looks and puts its lock: two that find the lock of a dead one would both
 * replace it. A directory is made by one of them only.
 */
function alone<T>(path: string, act: () => T): T {
  const taking = `${path}.taking`;
  const began = Date.now();
  for (;;) {
    try {
      mkdirSync(taking);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // Whoever made it died before it could go on.
      if (Date.now() - began > TAKING_MS) rmSync(taking, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
  try {
    return act();
  } finally {
    rmSync(taking, { recursive: true, force: true });
  }
}

function put(folder: string, path: string): void {
  const owner = ownerOf(path);
  if (owner !== undefined) {
    throw new Error(
      `The data folder ${folder} is in use by process ${owner}: stop that one or choose another folder.`,
    );
  }
  writeFileSync(path, `${process.pid} ${startedAt(process.pid)}\n`);
}

/**
 * Takes the folder for this process.
 * @throws Error naming the process that has it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  alone(path, () => put(folder, path));
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}
