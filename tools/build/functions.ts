/**
 * Bundles each cloud function into one CommonJS file with the SDK inside: nothing is installed in
 * the cloud, and a cold start loads one file. Output: <out>/<name>/{index.js,package.json,config.json}.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
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
 * All in one go: what they share, the SDK above all, is read once. While every file of it is as it was
 * they are not bundled again, and what is there already is not written again: another preview may be
 * loading it.
 */
export async function buildFunctions(out = FUNCTIONS_OUT): Promise<void> {
  const names = await functionNames();
  const note = `${out}.made.json`;
  if (await isMade(note, names)) return;
  const begun = Date.now();
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    metafile: true,
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
  const made = new Map<string, string | Uint8Array>();
  for (const { path, contents } of outputFiles) made.set(path, contents);
  const read = [...Object.keys(metafile.inputs).map((path) => join(ROOT, path)), ...MAKERS];
  for (const name of names) {
    const manifest = { name, version: '1.0.0', main: 'index.js' };
    made.set(join(out, name, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    const config = join(SOURCE, name, 'config.json');
    made.set(join(out, name, 'config.json'), await readFile(config));
    read.push(config);
  }
  for (const [path, content] of made) await change(path, content);
  const stamps = await stampsOf([...read, ...made.keys()]);
  // What was edited meanwhile may have been read before that.
  if (read.some((file) => Number(stamps[file]!.split(' ')[1]) >= begun))
    await rm(note, { force: true });
  else await change(note, noteOf(names, stamps));
}

/** What bundles them, how, and the versions of all libraries. */
const MAKERS = [
  'tools/build/functions.ts',
  'tsconfig.json',
  'cloudfunctions/tsconfig.json',
  'package-lock.json',
].map((path) => join(ROOT, path));

const noteOf = (names: readonly string[], files: Record<string, string>): string =>
  JSON.stringify({ names, files });

/** Size and time of each file, by path; of one that is not there, nothing. */
async function stampsOf(files: readonly string[]): Promise<Record<string, string>> {
  const stamp = async (file: string) => {
    const found = await stat(file).catch(() => null);
    return [file, found ? `${found.size} ${found.mtimeMs}` : ''] as const;
  };
  return Object.fromEntries(await Promise.all(files.map(stamp)));
}

/** Whether these functions were made, and nothing they are made of, and none of them, changed since. */
async function isMade(note: string, names: readonly string[]): Promise<boolean> {
  const text = await readFile(note, 'utf8').catch(() => '');
  try {
    const { files } = JSON.parse(text) as { files: Record<string, string> };
    return text === noteOf(names, await stampsOf(Object.keys(files)));
  } catch {
    // None, or half of one: whoever wrote it was ended.
    return false;
  }
}
