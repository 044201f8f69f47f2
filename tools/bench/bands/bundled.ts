/**
 * Loads a part as one bundle: run through tsx every module may be there twice, and closures carry
 * their names about, which is what would be measured then.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from '../../build/files';

/** Bundles a file of this folder and says where it is. */
export async function bundle(name: string): Promise<string> {
  // As deep as tools/build, whose files find the project's root from where they are.
  const outdir = join(ROOT, 'dist', `bench-${name}`);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [join(ROOT, 'tools/bench/bands', `${name}.ts`)],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported when asked for stays so.
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  return join(outdir, `${name}.mjs`);
}

/** The exports of a file of this folder. */
export async function bundled<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(await bundle(name)).href)) as T;
}

/** Runs a bundle in a process of its own and returns the one thing it tells. */
export async function told<T>(
  file: string,
  args: readonly string[],
  flags: readonly string[],
): Promise<T> {
  const child = fork(file, args, { execArgv: [...flags] });
  const over = once(child, 'exit');
  const [said] = await Promise.race([once(child, 'message'), over]);
  const [code] = await over;
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  return said as T;
}
