/**
 * Runs a TypeScript tool as one bundle: `node tools/run.mjs tools/start/main.ts …`. A second node process
 * and a compiler's call for each of its files, as with tsx, cost more than the tool itself until its
 * first page stands, or a band is judged. The bundle is made anew each time; the esbuild that made it
 * goes on serving the tool. A file that cannot be compiled is told in one sentence.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A file finds its neighbours from where it lies, not from where its bundle does. */
const places = {
  name: 'places',
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta')) return undefined;
      // Not where a string names it.
      const contents = text
        .replaceAll(/(?<!')import\.meta\.dirname/g, JSON.stringify(dirname(path)))
        .replaceAll(/(?<!')import\.meta\.url/g, JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};

// The tool finds its arguments where they would be without this script.
process.argv.splice(1, 1);
const entry = resolve(process.argv[1]);
const tool = basename(dirname(entry));
const outfile = join(ROOT, 'dist/tools', `${tool}-${basename(entry, '.ts')}.mjs`);
const compiled = build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'silent',
  plugins: [places],
});
await compiled.catch((error) => {
  const [first] = error.errors ?? [];
  if (!first) throw error;
  const { file, line } = first.location ?? {};
  console.error(file ? `${file}:${line}: ${first.text}` : first.text);
  process.exit(1);
});
process.setSourceMapsEnabled(true);
await import(pathToFileURL(outfile).href);
