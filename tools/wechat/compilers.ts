/** WeChat's own WXML and WXSS compilers over our files; each complaint is one line. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { filesBelow, MINIPROGRAM, slashed } from '../build/files';
import { compilerPath } from './install';

const NPM = join(MINIPROGRAM, 'miniprogram_npm');

const below = async (end: string): Promise<string[]> =>
  (await filesBelow(MINIPROGRAM, (name) => name.endsWith(end))).map((file) =>
    slashed(MINIPROGRAM, file),
  );

function run(compiler: 'wcc' | 'wcsc', args: string[]): string | null {
  const { status, stderr, error } = spawnSync(compilerPath(compiler), args, {
    cwd: MINIPROGRAM,
    maxBuffer: 256e6,
  });
  if (status === 0) return null;
  return `${compiler}: ${error?.message ?? stderr.toString().trim()}`;
}

export async function checkWxml(): Promise<string[]> {
  const files = [...(await below('.wxml')), ...(await below('.wxs'))];
  const complaint = run('wcc', ['-d', '-cc', '0', ...files, '-gn', '$gwx']);
  return complaint ? [complaint] : [];
}

/** All style sheets at once: the compiler finds an `@import` only among the files it is given. */
export async function checkWxss(): Promise<string[]> {
  const npm = await filesBelow(NPM, (name) => name.endsWith('.wxss'));
  const files = [...(await below('.wxss')), ...npm.map((file) => slashed(MINIPROGRAM, file))];
  const complaint = run('wcsc', ['-db', '-pc', '0', ...files]);
  return complaint ? [complaint] : [];
}
