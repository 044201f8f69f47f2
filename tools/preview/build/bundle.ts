/** Bundles one browser script of the preview itself: the phone's runtime, or the panel. */
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { BrowserModule } from '../props';
import { apiTable } from './api-table';
import { folderOf } from './sources';

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

export interface Bundle {
  /** Names its source map, which only a debugger fetches: inline it is more than half of what a page loads. */
  script: string;
  map: string;
  /** Absolute paths of what it is made of. */
  files: ReadonlySet<string>;
}

/**
 * Rejects where esbuild finds a mistake.
 * @param name under which it is served, without its extension; the map is beside it.
 */
export async function bundleScript(
  name: string,
  entry: string,
  props?: BrowserModule,
): Promise<Bundle> {
  const folder = folderOf(entry);
  const result = await build({
    entryPoints: [entry],
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
    outfile: `${name}.js`,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [apiTable(), handedIn(props)],
  });
  const files = Object.keys(result.metafile.inputs).map((file) => resolve(folder, file));
  const [map = '', script = ''] = ['.map', '.js'].map(
    (end) => result.outputFiles.find(({ path }) => path.endsWith(end))?.text,
  );
  return { script, map, files: new Set(files) };
}
