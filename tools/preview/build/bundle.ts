/** Bundles the browser scripts of the preview itself: the phone's runtime, the panel, and what is handed in. */
import { basename, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { BrowserModule } from '../props';
import { apiTable } from './api-table';

const NO_PROPS: BrowserModule = {
  contents: 'export const makeProps = () => ({ first: [], more: [] });',
  resolveDir: '.',
};

/** What is handed in is a script of its own, which a phone in the panel's window does not load. */
const FROM_SCRIPT = 'export const makeProps = (broken) => previewProps.makeProps(broken);';
const AS_SCRIPT = 'globalThis.previewProps = { makeProps };';
const SCRIPT = 'preview:handed-in';

/** The module `preview:props`, and the script it is taken from. */
const handedIn = ({ contents, ...place }: BrowserModule): Plugin => ({
  name: 'handed-in',
  setup(bundler) {
    const namespace = 'preview-props';
    bundler.onResolve({ filter: /^preview:(props|handed-in)$/ }, ({ path }) => ({
      path,
      namespace,
    }));
    bundler.onLoad({ filter: /./, namespace }, ({ path }) => ({
      loader: 'js',
      ...place,
      contents: path === SCRIPT ? `${contents}\n${AS_SCRIPT}` : FROM_SCRIPT,
    }));
  },
});

interface Script {
  /** Names its source map, which only a debugger fetches: inline it is more than half of what a page loads. */
  script: string;
  map: string;
}

export interface Bundle<Name extends string> {
  scripts: Record<Name, Script>;
  /** Absolute paths of what they are made of. */
  files: ReadonlySet<string>;
}

/**
 * All in one go: what they share is read once. Rejects where esbuild finds a mistake.
 * @param folder of the preview.
 * @param entries by the name under which it is served, without extension; its map is beside it.
 */
export async function bundleScripts<Name extends string>(
  folder: string,
  entries: Readonly<Record<Name, string>>,
  props = NO_PROPS,
): Promise<Bundle<Name | 'props'>> {
  const result = await build({
    entryPoints: { ...entries, props: SCRIPT },
    absWorkingDir: folder,
    metafile: true,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    sourcemap: 'linked',
    charset: 'utf8',
    loader: { '.css': 'text' },
    logLevel: 'silent',
    outdir: 'out',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [apiTable(), handedIn(props)],
  });
  const { inputs } = result.metafile;
  const files = new Set(Object.keys(inputs).map((file) => resolve(folder, file)));
  const text = (name: string): string =>
    result.outputFiles.find(({ path }) => basename(path) === name)?.text ?? '';
  const bundle = (name: string) => ({ script: text(`${name}.js`), map: text(`${name}.js.map`) });
  const names = [...Object.keys(entries), 'props'];
  const scripts = Object.fromEntries(names.map((name) => [name, bundle(name)]));
  return { files, scripts: scripts as Record<Name | 'props', Script> };
}
