/** One esbuild bundle: the phone's runtime and the mini program's own scripts. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { build, type Message, type OnResolveResult, type Plugin } from 'esbuild';
import type { Graph } from './graph';
import { bandKits } from './kits';
import type { Problem } from './problems';
import { folderOf, npmCandidates, type Sources } from './sources';

const NAMESPACE = 'mini-program';
/** Modules that the runtime imports and this file writes. */
const VIRTUAL = /^mini-program:(app|templates)$/;
/** A module of another package: in the bundle from the start, run when it is first asked for. */
const LATER = /\brequire\.async\(/g;
const ENDS = ['', '.ts', '.js', '/index.ts', '/index.js'];

export interface BundleInput {
  sources: Sources;
  graph: Graph;
  /** Expression from the template compiler. */
  templates: string;
  /** Component path to CSS; "app" is app.wxss. */
  styles: Record<string, string>;
  /** Entry of the phone's runtime, on disk. */
  entry: string;
}

/** @returns the script, source map inline. */
export async function bundleApp(input: BundleInput, problems: Problem[]): Promise<string> {
  try {
    const result = await build({
      entryPoints: [input.entry],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      sourcemap: 'inline',
      outfile: 'phone.js',
      charset: 'utf8',
      loader: { '.css': 'text' },
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"' },
      plugins: [bandKits(), miniProgram(input)],
    });
    return result.outputFiles[0]?.text ?? '';
  } catch (error) {
    const { errors } = error as { errors?: Message[] };
    if (!errors) throw error;
    for (const { text, location } of errors) {
      problems.push({
        file: location ? nameOf(location.file, input.sources) : 'app.ts',
        line: location?.line ?? 0,
        column: (location?.column ?? -1) + 1,
        message: text,
      });
    }
    return '';
  }
}

function nameOf(file: string, sources: Sources): string {
  const absolute = isAbsolute(file) ? file : join(process.cwd(), file);
  return sources.appPath(absolute);
}

function miniProgram(input: BundleInput): Plugin {
  const { sources } = input;
  const inside = (file: string): boolean => !sources.appPath(file).startsWith('..');
  return {
    name: NAMESPACE,
    setup(bundler) {
      bundler.onResolve({ filter: VIRTUAL }, ({ path }) => ({ path, namespace: NAMESPACE }));
      bundler.onResolve({ filter: /^[^./]/ }, ({ path, importer, namespace }) => {
        if (namespace !== 'file' || !inside(importer)) return undefined;
        return fromNpm(sources, importer, path);
      });
      bundler.onResolve({ filter: /^\// }, ({ path, importer, namespace }) => {
        if (namespace !== 'file' || !inside(importer)) return undefined;
        const found = firstFile(sources.disk(path.slice(1)));
        return found ? { path: found } : { errors: [{ text: `Could not resolve "${path}"` }] };
      });
      bundler.onLoad({ filter: /\.[jt]s$/, namespace: 'file' }, ({ path }) => {
        if (!inside(path)) return undefined;
        const text = readFileSync(path, 'utf8');
        const contents = text.replace(LATER, 'import(');
        return contents === text
          ? undefined
          : { contents, loader: path.endsWith('ts') ? 'ts' : 'js' };
      });
      bundler.onLoad({ filter: /app$/, namespace: NAMESPACE }, () => ({
        contents: appModule(input),
        loader: 'js',
        resolveDir: sources.root,
      }));
      bundler.onLoad({ filter: /templates$/, namespace: NAMESPACE }, () => ({
        contents: `module.exports = ${input.templates};`,
        loader: 'js',
      }));
    },
  };
}

/** A mini program finds packages in miniprogram_npm and nowhere else. */
function fromNpm(sources: Sources, importer: string, name: string): OnResolveResult {
  for (const candidate of npmCandidates(sources.appPath(importer), name)) {
    const found = firstFile(sources.disk(candidate));
    if (found) return { path: found };
  }
  return { errors: [{ text: `npm package "${name}" is not in miniprogram_npm` }] };
}

function firstFile(base: string): string | null {
  for (const end of ENDS) {
    if (existsSync(base + end) && statSync(base + end).isFile()) return base + end;
  }
  return null;
}

/** Lists everything to register; scripts run later, one by one, when their turn comes. */
function appModule({ sources, graph, styles }: BundleInput): string {
  const app = ['app.ts', 'app.js'].find(sources.exists);
  const load = (path: string): string =>
    `function () { require(${JSON.stringify(sources.disk(path))}); }`;
  const nodes = graph.nodes.map(
    ({ path, page, config, using, script }) =>
      `{ path: ${JSON.stringify(path)}, page: ${page}, config: ${JSON.stringify(config)},` +
      ` using: ${JSON.stringify(using)}, load: ${load(script)} }`,
  );
  return `
module.exports = {
  config: ${JSON.stringify(graph.app)},
  theme: ${JSON.stringify(graph.theme)},
  pages: ${JSON.stringify(graph.pages)},
  styles: ${JSON.stringify(styles)},
  nodes: [${nodes.join(',\n')}],
  load: ${app ? load(app) : 'function () {}'},
};`;
}

/** Bundles one browser script of the preview itself. */
export async function bundleScript(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    absWorkingDir: folderOf(entry),
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    sourcemap: 'inline',
    charset: 'utf8',
    loader: { '.css': 'text' },
    logLevel: 'silent',
    outfile: 'script.js',
    plugins: [bandKits()],
  });
  return result.outputFiles[0]?.text ?? '';
}
