/** Bundles the browser scripts of the preview itself: the phone's runtime and the panel. */
import { basename, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { BrowserModule } from '../props';
import { apiTable } from './api-table';

const NO_PROPS = 'export const makeProps = () => ({ first: [], more: [] });';

/** The module `preview:props`. */
const handedIn = (props: BrowserModule | undefined): Plugin => ({
  name: 'handed-in',
  setup(bundler) {
    const namespace = 'preview-props';
    bundler.onResolve({ filter: /^preview:props$/ }, ({ path }) => ({ path, namespace }));
    bundler.onLoad({ filter: /./, namespace }, () => ({
      loader: 'js',
      ...(props ?? { contents: NO_PROPS }),
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
  props?: BrowserModule,
): Promise<Bundle<Name>> {
  const result = await build({
    entryPoints: entries,
    absWorkingDir: folder,
    metafile: true,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
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
  const names = Object.keys(entries) as Name[];
  const scripts = Object.fromEntries(names.map((name) => [name, bundle(name)]));
  return { files, scripts: scripts as Record<Name, Script> };
}
