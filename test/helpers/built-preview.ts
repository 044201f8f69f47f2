/**
 * What a preview is built of is the same for every test file of a run, and made by the first that opens
 * one. Imported before whatever opens a preview; who tests the building itself imports it without this.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';

const TOOLS = resolve(__dirname, '../../tools');
const BUILD = join(TOOLS, 'preview/build/build');
const BUNDLE = join(TOOLS, 'preview/build/bundle');
const NPM = join(TOOLS, 'build/npm');

type Building = typeof import('../../tools/preview/build/build');
type Bundling = typeof import('../../tools/preview/build/bundle');
type Npm = typeof import('../../tools/build/npm');

/** What is made of these words in this run, as JSON has it. */
async function once<T>(asked: readonly unknown[], make: () => Promise<T>): Promise<T> {
  const name = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 32);
  const kept = join(process.env.TESTS_FOLDER!, `preview-${name}.json`);
  if (!existsSync(kept)) {
    // Another worker may be at it, too.
    const own = `${kept}.${process.pid}`;
    writeFileSync(own, JSON.stringify(await make()));
    renameSync(own, kept);
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as T;
}

const npm = () => once(['npm'], () => jest.requireActual<Npm>(NPM).buildNpm());

/** As of here the libraries that it may use are there, and nobody needs to build it again for them. */
jest.doMock(NPM, () => ({ buildNpm: () => npm().then(() => false) }));

jest.doMock(BUILD, () => ({
  async buildMiniProgram(asked: Parameters<Building['buildMiniProgram']>[0]) {
    const { root, packages, strict, mock } = asked;
    const built = await once(['app', root, packages, strict, mock], async () => {
      await npm();
      const { buildMiniProgram } = jest.requireActual<Building>(BUILD);
      const { script, problems } = await buildMiniProgram(asked);
      return { script, problems };
    });
    // Which only a debugger asks for.
    return { ...built, map: () => '{}' };
  },
}));

jest.doMock(BUNDLE, () => ({
  async bundleScripts(...asked: Parameters<Bundling['bundleScripts']>) {
    const scripts = await once(['scripts', ...asked], async () => {
      const { bundleScripts } = jest.requireActual<Bundling>(BUNDLE);
      return (await bundleScripts(...asked)).scripts;
    });
    return { scripts, files: new Set() };
  },
}));
