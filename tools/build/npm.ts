/**
 * Fills miniprogram/miniprogram_npm, so that WeChat DevTools needs no manual 构建 npm: the
 * TDesign components that are used (with everything they use), and each imported library as one
 * CommonJS file. Also the icon sheet. Runs after install and before every preview.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { filesBelow, MINIPROGRAM, mirror, ROOT } from './files';
import { writeIcons } from './icons';

/** Path to content. */
type Files = Map<string, Uint8Array>;

const OUT = join(MINIPROGRAM, 'miniprogram_npm');
const TDESIGN = join(ROOT, 'node_modules/tdesign-miniprogram/miniprogram_dist');

export async function buildNpm(): Promise<void> {
  const [tdesign, libraries] = await Promise.all([copyTdesign(), bundleLibraries(), writeIcons()]);
  await mirror(OUT, new Map([...tdesign, ...libraries]));
}

/** Copies the closure of files that the app's `tdesign-miniprogram/…` references reach. */
async function copyTdesign(): Promise<Files> {
  const files: Files = new Map();
  const todo: string[] = [];
  for (const file of await filesBelow(MINIPROGRAM, (name) => /\.(json|ts|wxss)$/.test(name))) {
    const text = await readFile(file, 'utf8');
    for (const match of text.matchAll(/tdesign-miniprogram\/([\w./-]+)/g)) {
      todo.push(...variants(join(TDESIGN, match[1]!)));
    }
  }
  const seen = new Set<string>();
  while (todo.length > 0) {
    const file = todo.pop()!;
    if (seen.has(file)) continue;
    seen.add(file);
    const content = await readFile(file);
    files.set(join(OUT, 'tdesign-miniprogram', relative(TDESIGN, file)), content);
    for (const target of references(file, content.toString())) todo.push(...variants(target));
  }
  return files;
}

/** The files a reference without extension may mean; a component is four of them. */
function variants(path: string): string[] {
  const names = /\.(js|wxss|wxml|wxs|json)$/.test(path)
    ? [path]
    : ['.js', '.json', '.wxml', '.wxss', '/index.js'].map((end) => path + end);
  return names.filter((name) => existsSync(name));
}

function references(file: string, text: string): string[] {
  const here = dirname(file);
  const patterns: Record<string, RegExp> = {
    js: /(?:from|import|require\()\s*['"]([^'"]+)['"]/g,
    wxss: /@import\s*['"]([^'"]+)['"]/g,
    wxml: /\bsrc=['"]([^'"{]+\.(?:wxml|wxs))['"]/g,
    wxs: /require\(['"]([^'"]+)['"]\)/g,
    json: /['"]((?:\.|\/)[^'"]*)['"]/g,
  };
  const pattern = patterns[file.split('.').at(-1) ?? ''];
  if (!pattern) return [];
  return [...text.matchAll(pattern)].map(([, name]) =>
    name!.startsWith('.') ? resolve(here, name!) : join(TDESIGN, 'miniprogram_npm', name!),
  );
}

/** Import statements of libraries: what is imported, and from which. */
const LIBRARY_IMPORT = /import (type )?\{([^}]*)\} from '([@a-z][^']*)'/g;

/** Library → the names the mini program's TypeScript imports from it. */
async function importedNames(): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const file of await filesBelow(MINIPROGRAM, (name) => name.endsWith('.ts'))) {
    const text = await readFile(file, 'utf8');
    for (const [, type, list, library] of text.matchAll(LIBRARY_IMPORT)) {
      if (type || library!.startsWith('tdesign-miniprogram')) continue;
      const names = found.get(library!) ?? new Set<string>();
      for (const name of list!.split(',').map((part) => part.trim().split(' as ')[0]!)) {
        if (name !== '' && !name.startsWith('type ')) names.add(name);
      }
      found.set(library!, names);
    }
  }
  return found;
}

/**
 * Bundles what the mini program imports from each library and nothing else: the rest of a library
 * would cost room, and may use at load what old phones lack (BigInt in @noble/hashes).
 */
export async function bundleLibraries(): Promise<Files> {
  const files: Files = new Map();
  for (const [name, names] of await importedNames()) {
    const { outputFiles } = await build({
      stdin: {
        contents: `export { ${[...names].sort().join(', ')} } from '${name}';`,
        resolveDir: ROOT,
      },
      absWorkingDir: ROOT,
      bundle: true,
      format: 'cjs',
      target: 'es2017',
      outfile: join(OUT, name.endsWith('.js') ? name : `${name}/index.js`),
      legalComments: 'inline',
      logLevel: 'error',
      write: false,
    });
    for (const { path, contents } of outputFiles) files.set(path, contents);
  }
  return files;
}
