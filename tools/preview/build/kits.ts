/**
 * The module `preview:kits`: every `bands/<id>/kit.ts` there is on disk, so that a protocol that was
 * just written is on offer without being listed here.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { MINIPROGRAM, ROOT } from '../../build/files';

const BANDS = join(MINIPROGRAM, 'bands');
const NAMESPACE = 'preview';

/** Each kit loads when asked: one that throws leaves the others as they are. */
function kitsModule(): string {
  const kits = readdirSync(BANDS)
    .map((id) => ({ id, file: join(BANDS, id, 'kit.ts') }))
    .filter(({ file }) => existsSync(file))
    .map(({ id, file }) => {
      const load = `() => require(${JSON.stringify(file)}).kit`;
      return `{ id: ${JSON.stringify(id)}, load: ${load} }`;
    });
  return `export const kits = [${kits.join(',\n')}];`;
}

export const bandKits = (): Plugin => ({
  name: 'band-kits',
  setup(bundler) {
    bundler.onResolve({ filter: /^preview:kits$/ }, ({ path }) => ({ path, namespace: NAMESPACE }));
    bundler.onLoad({ filter: /kits$/, namespace: NAMESPACE }, () => ({
      contents: kitsModule(),
      loader: 'js',
      resolveDir: BANDS,
    }));
  },
});

const COLLECT = `
import { kits } from 'preview:kits';
for (const { load } of kits) {
  try {
    const { testKey } = load();
    if (testKey) keys[testKey.variable] = testKey.value;
  } catch {}
}`;

/**
 * The made-up keys of virtual bands, as environment variables of the function `api`. Kits that
 * cannot be built give none: the page says what is wrong with them.
 */
export async function testKeys(): Promise<Record<string, string>> {
  const keys: Record<string, string> = {};
  const result = await build({
    stdin: { contents: COLLECT, resolveDir: ROOT },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'node',
    logLevel: 'silent',
    plugins: [bandKits()],
  }).catch(() => null);
  const code = result?.outputFiles[0]?.text ?? '';
  const collect = runInThisContext(`(keys) => {${code}}`) as (keys: object) => void;
  collect(keys);
  return keys;
}
