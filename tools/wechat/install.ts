/** Installs this folder's own packages when they are missing or older than the lock file. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const HERE = import.meta.dirname;

export function installCompilers(): void {
  const marker = join(HERE, 'node_modules/.installed');
  const lock = readFileSync(join(HERE, 'package-lock.json'), 'utf8');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  console.log('Installing the WeChat compilers (280 MB, once) …');
  // npm's own script where npm started us: Windows runs no npm.cmd without a shell.
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  execFileSync(command!, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: HERE,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(marker, lock);
}

/** Path of WeChat's `wcc` or `wcsc`; the package ships them without the execute bit. */
export function compilerPath(name: 'wcc' | 'wcsc'): string {
  const folder = { darwin: 'mac', win32: 'windows' }[process.platform as string] ?? 'linux';
  const main = createRequire(import.meta.url).resolve('miniprogram-compiler');
  const path = join(dirname(main), 'bin', folder, folder === 'windows' ? `${name}.exe` : name);
  chmodSync(path, 0o755);
  return path;
}
