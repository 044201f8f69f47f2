/**
 * Fills the folders miniprogram_npm, so that WeChat DevTools needs no manual 构建 npm: the TDesign
 * components that are used (with everything they use), and each imported library as one CommonJS
 * file, in the subpackage where that alone imports it. Also the sheets of icons and brand. Runs after install and
 * before every preview.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { BRAND } from '../../miniprogram/contract/catalogue/brand';
import { COLOURS } from '../../miniprogram/contract/catalogue/colours';
import { writeBrand } from './brand/write';
import { filesBelow, MINIPROGRAM, mirror, ROOT, slashed } from './files';
import { writeIcons } from './icons';

/** Path to content. */
type Files = Map<string, Uint8Array>;

const NPM = 'miniprogram_npm';
const OUT = join(MINIPROGRAM, NPM);
const TDESIGN = join(ROOT, 'node_modules/tdesign-miniprogram/miniprogram_dist');

/** @returns whether anything is otherwise than before */
export async function buildNpm(): Promise<boolean> {
  const [tdesign, libraries, ...sheets] = await Promise.all([
    copyTdesign(),
    bundleLibraries(),
    writeIcons(COLOURS),
    writeBrand(BRAND, COLOURS, MINIPROGRAM),
  ]);
  const files = [...tdesign, ...libraries];
  const changed = [...sheets];
  for (const root of ['', ...subpackages()]) {
    const folder = join(MINIPROGRAM, root, NPM);
    const own = files.filter(([path]) => path.startsWith(folder + sep));
    if (own.length > 0 || existsSync(folder)) changed.push(await mirror(folder, new Map(own)));
  }
  return changed.includes(true);
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

/** The folders of the subpackages, as app.json has them. */
const subpackages = (): string[] =>
  (
    JSON.parse(readFileSync(join(MINIPROGRAM, 'app.json'), 'utf8')) as {
      subPackages: { root: string }[];
    }
  ).subPackages.map(({ root }) => root);

/** What the mini program's TypeScript imports from a library, and from where. */
interface Use {
  names: Set<string>;
  /** Roots of the packages that do; "" is the main one. */
  packages: Set<string>;
}

async function importedNames(): Promise<Map<string, Use>> {
  const found = new Map<string, Use>();
  const roots = subpackages();
  for (const file of await filesBelow(MINIPROGRAM, (name) => name.endsWith('.ts'))) {
    const text = await readFile(file, 'utf8');
    for (const [, type, list, library] of text.matchAll(LIBRARY_IMPORT)) {
      if (type || library!.startsWith('tdesign-miniprogram')) continue;
      const use = found.get(library!) ?? { names: new Set(), packages: new Set() };
      const path = slashed(MINIPROGRAM, file);
      use.packages.add(roots.find((root) => path.startsWith(`${root}/`)) ?? '');
      for (const name of list!.split(',').map((part) => part.trim().split(' as ')[0]!)) {
        if (name !== '' && !name.startsWith('type ')) use.names.add(name);
      }
      found.set(library!, use);
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
  for (const [name, { names, packages }] of await importedNames()) {
    // A subpackage sees the main one's libraries; two that share one find it there.
    const [home = ''] = packages.size === 1 ? packages : [];
    const folder = join(MINIPROGRAM, home, NPM);
    const { outputFiles } = await build({
      stdin: {
        contents: `export { ${[...names].sort().join(', ')} } from '${name}';`,
        resolveDir: ROOT,
      },
      absWorkingDir: ROOT,
      bundle: true,
      format: 'cjs',
      target: 'es2017',
      outfile: join(folder, name.endsWith('.js') ? name : `${name}/index.js`),
      legalComments: 'inline',
      logLevel: 'error',
      write: false,
    });
    for (const { path, contents } of outputFiles) files.set(path, contents);
  }
  return files;
}
