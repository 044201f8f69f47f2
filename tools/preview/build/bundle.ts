/** Bundles one browser script of the preview itself: the phone's runtime, or the panel. */
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

/** @returns the script, source map inline. */
export async function bundleScript(entry: string, props?: BrowserModule): Promise<string> {
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
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [apiTable(), handedIn(props)],
  });
  return result.outputFiles[0]?.text ?? '';
}
