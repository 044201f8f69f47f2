/** Bundles one browser script of the preview itself: the phone's runtime, or the panel. */
import { build } from 'esbuild';
import { apiTable } from './api-table';
import { bandKits } from './kits';
import { folderOf } from './sources';

/** @returns the script, source map inline. */
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
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [apiTable(), bandKits()],
  });
  return result.outputFiles[0]?.text ?? '';
}
