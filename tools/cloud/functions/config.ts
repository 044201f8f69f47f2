/** A deployable function: `<folder>/<name>/{index.js,config.json}`. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain } from '../ejson';
import { type Cron, parseCron } from './cron';

export interface Trigger {
  name: string;
  cron: Cron;
}

export interface FunctionConfig {
  /** openapi names the function may call. */
  openapi: ReadonlySet<string>;
  triggers: readonly Trigger[];
  /** Seconds; 3 when config.json does not say. */
  timeout: number;
  /** Megabytes; 256 when config.json does not say. */
  memorySize: number;
}

/** Where a function's files are, and a mark that changes with them. */
export interface Deployable {
  name: string;
  file: string;
  config: FunctionConfig;
  version: string;
}

function mark(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : '-';
}

/** Marks of all files; of installed packages only whether something was installed. */
function marks(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      const inside = entry.isDirectory() && entry.name !== 'node_modules';
      return `${entry.name} ${inside ? marks(path) : mark(path)}`;
    })
    .join('\n');
}

/** Changes when any file of the function does; undefined when there is no such function. */
export function versionOf(folder: string, name: string): string | undefined {
  const home = join(folder, name);
  return existsSync(join(home, 'index.js')) ? marks(home) : undefined;
}

/** Names of the deployables in a folder. */
export function listFunctions(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'index.js')))
    .sort();
}

/**
 * Reads one deployable.
 * @throws Error naming the file and what is wrong with it
 */
export function readDeployable(folder: string, name: string): Deployable | undefined {
  const version = versionOf(folder, name);
  if (version === undefined) return undefined;
  const file = join(folder, name, 'index.js');
  const path = join(folder, name, 'config.json');
  const content = existsSync(path) ? readJson(path) : {};
  if (!isPlain(content)) throw new Error(`${path} must be an object.`);
  return { name, file, version, config: parseConfig(content, path) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`${path} is not JSON.`);
  }
}

function parseConfig(content: Record<string, unknown>, path: string): FunctionConfig {
  const permissions = isPlain(content.permissions) ? content.permissions : {};
  const openapi = Array.isArray(permissions.openapi) ? permissions.openapi : [];
  const triggers = Array.isArray(content.triggers) ? content.triggers : [];
  return {
    openapi: new Set(openapi.map(String)),
    triggers: triggers.map((item) => parseTrigger(item, path)),
    timeout: seconds(content.timeout, path),
    memorySize: megabytes(content.memorySize, path),
  };
}

function seconds(value: unknown, path: string): number {
  if (value === undefined) return 3;
  if (typeof value !== 'number' || !(value > 0) || value > 900) {
    throw new Error(`${path}: "timeout" is in seconds, from 1 to 900.`);
  }
  return value;
}

function megabytes(value: unknown, path: string): number {
  if (value === undefined) return 256;
  if (typeof value !== 'number' || !(value >= 64) || value > 3072) {
    throw new Error(`${path}: "memorySize" is in megabytes, from 64 to 3072.`);
  }
  return value;
}

function parseTrigger(item: unknown, path: string): Trigger {
  if (!isPlain(item) || typeof item.name !== 'string' || item.type !== 'timer') {
    throw new Error(`${path}: a trigger needs "name", "type": "timer" and "config".`);
  }
  try {
    return { name: item.name, cron: parseCron(String(item.config)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}: trigger ${item.name}: ${reason}`);
  }
}
