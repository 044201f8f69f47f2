/**
 * A cloud with one probe function that runs what a test gives it, inside a worker, through the real
 * SDK. The test's function travels as text, so it may only use its parameter.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { buildSync } from 'esbuild';
import {
  type CloudOptions,
  type Identity,
  type LocalCloud,
  startCloud,
} from '../../../tools/cloud/index';

/** The SDK and its answers as tests see them: as loosely typed as JSON, since they are the subject. */
export type Sdk = ReturnType<JSON['parse']>;

export interface Probe {
  cloud: Sdk;
  db: Sdk;
  _: Sdk;
  event: Record<string, Sdk>;
  context: Sdk;
  /** What an error looks like to the function. */
  caught(run: () => Promise<unknown>): Promise<Sdk>;
}

export const SDKS = ['wx-server-sdk', 'wx-server-sdk-3', 'wx-server-sdk-2'] as const;
export type SdkName = (typeof SDKS)[number];

const ROOT = join(__dirname, '../../..');

const PROBE = (sdk: string): string => `
const cloud = require('${sdk}');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const db = cloud.database();
async function caught(run) {
  try { return { value: await run() }; } catch (error) {
    return { errCode: error.errCode, code: error.code, errMsg: error.errMsg, message: error.message };
  }
}
exports.main = async (event, context) => {
  const body = (0, eval)('(' + event.script + ')');
  return body({ cloud, db, _: db.command, event, context, caught });
};
`;

/** The bundled probe, made once per SDK. */
function probeFile(sdk: SdkName): string {
  const folder = join(ROOT, 'node_modules/.cache/cloud-probe');
  const file = join(folder, `${sdk}.js`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const fresh = join(folder, `${sdk}.${process.pid}.js`);
  buildSync({
    stdin: { contents: PROBE(sdk), resolveDir: ROOT },
    outfile: fresh,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    minify: true,
    logLevel: 'error',
  });
  renameSync(fresh, file);
  return file;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder that goes when the test file is done. */
function temporary(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  return folder;
}

/** Configuration and code of a fixture function; without code it is the probe. */
export interface Fixture {
  config?: Record<string, unknown>;
  code?: string;
}

/** A temporary folder of deployables. */
export function deploy(functions: Record<string, Fixture>, sdk: SdkName = 'wx-server-sdk'): string {
  const folder = temporary('functions-');
  for (const [name, { config = {}, code }] of Object.entries(functions)) {
    const home = join(folder, name);
    mkdirSync(home);
    writeFileSync(join(home, 'config.json'), JSON.stringify({ timeout: 20, ...config }));
    if (code === undefined) symlinkSync(probeFile(sdk), join(home, 'index.js'));
    else writeFileSync(join(home, 'index.js'), code);
  }
  return folder;
}

export interface TestCloud {
  cloud: LocalCloud;
  folder: string;
  /** Runs `body` in the probe function as `identity` (default: openid `oA`). */
  run<T = Sdk>(
    body: (probe: Probe) => Promise<T> | T,
    event?: Record<string, unknown>,
    identity?: Identity | null,
    fn?: string,
  ): Promise<T>;
  close(): Promise<void>;
}

export async function testCloud(
  options: Partial<CloudOptions> & { sdk?: SdkName; fixtures?: Record<string, Fixture> } = {},
): Promise<TestCloud> {
  const { sdk = 'wx-server-sdk', fixtures = { probe: {} }, ...rest } = options;
  const folder = deploy(fixtures, sdk);
  const cloud = await startCloud({ functions: folder, ...rest });
  return {
    cloud,
    folder,
    run: async (body, event = {}, identity = { openid: 'oA' }, fn = 'probe') =>
      (await cloud.invoke(fn, { ...event, script: body.toString() }, identity)) as never,
    close: () => cloud.close(),
  };
}

/** indexes.json in a temporary file. */
export function indexFile(content: object): string {
  const path = join(temporary('indexes-'), 'indexes.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}
