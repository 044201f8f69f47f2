/**
 * Loads a part as one bundle: run through tsx every module may be there twice, and closures carry
 * their names about, which is what would be measured then.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from '../../build/files';

/** The exports of a file of this folder. */
export async function bundled<T>(name: string): Promise<T> {
  // As deep as tools/build, whose files find the project's root from where they are.
  const outfile = join(ROOT, 'dist/bench', `${name}.mjs`);
  await build({
    entryPoints: [join(ROOT, 'tools/bench/bands', `${name}.ts`)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  return (await import(pathToFileURL(outfile).href)) as T;
}
