/**
 * Every `bands/<id>/kit.ts` there is on disk, so that a protocol that was just written is on offer
 * without being listed here.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build } from 'esbuild';
import { MINIPROGRAM, ROOT } from '../build/files';
import type { BrowserModule } from '../preview';

const BANDS = join(MINIPROGRAM, 'bands');

/** A list of KitModules as JavaScript: each loads when asked, one that throws leaves the others. */
function kitList(): string {
  const kits = readdirSync(BANDS)
    .map((id) => ({ id, file: join(BANDS, id, 'kit.ts') }))
    .filter(({ file }) => existsSync(file))
    .map(({ id, file }) => {
      const load = `() => require(${JSON.stringify(file)}).kit`;
      return `{ id: ${JSON.stringify(id)}, load: ${load} }`;
    });
  return `[${kits.join(',\n')}]`;
}

const moduleOf = (name: 'props' | 'bands') => (): BrowserModule => ({
  contents: `import { ${name} } from './tools/start/props';
export const makeProps = (broken) => ${name}(${kitList()}, broken);`,
  resolveDir: ROOT,
});

/** What the preview of this project is handed: its bands, people and tour. */
export const propsModule = moduleOf('props');
/** What that of another mini program is. */
export const bandsModule = moduleOf('bands');

const collected = (): string => `
for (const { load } of ${kitList()}) {
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
    stdin: { contents: collected(), resolveDir: ROOT },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'node',
    logLevel: 'silent',
  }).catch(() => null);
  const code = result?.outputFiles[0]?.text ?? '';
  const collect = runInThisContext(`(keys) => {${code}}`) as (keys: object) => void;
  collect(keys);
  return keys;
}
