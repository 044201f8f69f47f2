/** Installs this folder's own packages when they are missing or older than the lock file. */
import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { installOwn } from '../build/own-packages';

export const installCompilers = (): Promise<void> =>
  installOwn(import.meta.dirname, 'the WeChat compilers (280 MB, once)');

/** Path of WeChat's `wcc` or `wcsc`; the package ships them without the execute bit. */
export function compilerPath(name: 'wcc' | 'wcsc'): string {
  const folder = { darwin: 'mac', win32: 'windows' }[process.platform as string] ?? 'linux';
  const main = createRequire(import.meta.url).resolve('miniprogram-compiler');
  const path = join(dirname(main), 'bin', folder, folder === 'windows' ? `${name}.exe` : name);
  chmodSync(path, 0o755);
  return path;
}
