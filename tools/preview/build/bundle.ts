/** Bundles one browser script of the preview itself: the phone's runtime, or the panel. */
import { build, type Plugin } from 'esbuild';
import type { BrowserModule } from '../bands';
import { apiTable } from './api-table';
import { folderOf } from './sources';

const NO_BANDS = 'export const makeBands = () => ({ first: [], more: [] });';

/** The module `preview:bands`. */
const handedIn = (bands: BrowserModule | undefined): Plugin => ({
  name: 'handed-in',
  setup(bundler) {
    const namespace = 'preview-bands';
    bundler.onResolve({ filter: /^preview:bands$/ }, ({ path }) => ({ path, namespace }));
    bundler.onLoad({ filter: /./, namespace }, () => ({
      loader: 'js',
      ...(bands ?? { contents: NO_BANDS }),
    }));
  },
});

/** @returns the script, source map inline. */
export async function bundleScript(entry: string, bands?: BrowserModule): Promise<string> {
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
    plugins: [apiTable(), handedIn(bands)],
  });
  return result.outputFiles[0]?.text ?? '';
}
