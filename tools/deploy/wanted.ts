/** What an environment must have, as the project's own files say it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { FUNCTIONS_OUT, functionNames } from '../build/functions';
import type { IndexSpec } from '../cloud/store/index-keys';
import { readIndexes } from '../cloud/store/indexes';

export interface TimeTrigger {
  name: string;
  /** Seven fields, Beijing time. */
  config: string;
}

export interface WantedFunction {
  name: string;
  /** The built folder with index.js, package.json and config.json. */
  folder: string;
  /** Chosen when it is created, and then for good. */
  runtime: string;
  /** Seconds. */
  timeout: number;
  /** Megabytes. */
  memorySize: number;
  triggers: readonly TimeTrigger[];
  /** Only those the person who deploys has set; others of the function stay as they are. */
  variables: Readonly<Record<string, string>>;
}

export interface Wanted {
  functions: readonly WantedFunction[];
  collections: Readonly<Record<string, readonly IndexSpec[]>>;
}

export const RUNTIME = 'Nodejs20.19';

/** Which function reads which of the operator's variables. */
const VARIABLES: Readonly<Record<string, RegExp>> = {
  api: /^BANDMATES_(KEY_[A-Z_]+|DESK_CODES|TEMPLATES|DEVICES)$/,
  timer: /^BANDMATES_(TEMPLATES|DEVICES|APPID|APP_SECRET|WECHAT_API)$/,
};

/** Reads the functions' config.json and indexes.json; `env` is where the operator's variables are. */
export async function readWanted(env: NodeJS.ProcessEnv): Promise<Wanted> {
  const functions = (await functionNames()).map((name) => oneFunction(name, env));
  return { functions, collections: readIndexes(join(ROOT, 'cloudfunctions/indexes.json')) };
}

function oneFunction(name: string, env: NodeJS.ProcessEnv): WantedFunction {
  const config = JSON.parse(
    readFileSync(join(ROOT, 'cloudfunctions', name, 'config.json'), 'utf8'),
  ) as { timeout: number; memorySize: number; triggers?: TimeTrigger[] };
  const own = VARIABLES[name];
  const variables = Object.entries(env).filter(([key, value]) => value && own?.test(key));
  return {
    name,
    folder: join(FUNCTIONS_OUT, name),
    runtime: RUNTIME,
    timeout: config.timeout,
    memorySize: config.memorySize,
    triggers: (config.triggers ?? []).map(({ name, config }) => ({ name, config })),
    variables: Object.fromEntries(variables) as Record<string, string>,
  };
}
