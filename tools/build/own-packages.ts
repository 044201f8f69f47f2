/** Packages of a folder of its own, apart from the project's because they are large. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Installs what the folder's lock file names, when it is missing or older than that. Rejects with what npm
 * said where it cannot.
 * @param what is said before it, since it may take a minute
 */
export async function installOwn(folder: string, what: string): Promise<void> {
  const marker = join(folder, 'node_modules/.installed');
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  console.log(`Installing ${what} …`);
  // npm's own script where npm started us: Windows runs no npm.cmd without a shell.
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const asked = [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)(command!, asked, { cwd: folder });
  writeFileSync(marker, lock);
}
