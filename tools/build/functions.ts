/**
 * Bundles each cloud function into one CommonJS file with the SDK inside: nothing is installed in
 * the cloud, and a cold start loads one file. Output: <out>/<name>/{index.js,package.json,config.json}.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { change, ROOT } from './files';

const SOURCE = join(ROOT, 'cloudfunctions');
/** `cloudfunctionRoot` of project.config.json. */
export const FUNCTIONS_OUT = join(ROOT, 'dist/cloudfunctions');

/** The folders that are deployable functions: those with a main.ts. */
export async function functionNames(): Promise<string[]> {
  const names = await readdir(SOURCE);
  return names.filter((name) => existsSync(join(SOURCE, name, 'main.ts'))).sort();
}

/**
 * All in one go: what they share, the SDK above all, is read once. What is there already is not written
 * again: another preview may be loading it.
 */
export async function buildFunctions(out = FUNCTIONS_OUT): Promise<void> {
  const names = await functionNames();
  const { outputFiles } = await build({
    entryPoints: names.map((name) => ({ in: join(SOURCE, name, 'main.ts'), out: `${name}/index` })),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'error',
    write: false,
  });
  for (const { path, contents } of outputFiles) await change(path, contents);
  for (const name of names) {
    const folder = join(out, name);
    await change(
      join(folder, 'package.json'),
      `${JSON.stringify({ name, version: '1.0.0', main: 'index.js' }, null, 2)}\n`,
    );
    await change(join(folder, 'config.json'), await readFile(join(SOURCE, name, 'config.json')));
  }
}
