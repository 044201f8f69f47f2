/**
 * `npm run deploy -- plan | check | apply`. `plan` needs no account. The others read the environment
 * variables BANDMATES_ENV, TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY, and for the app
 * BANDMATES_APPID and BANDMATES_UPLOAD_KEY (a file); docs/DEPLOY.md says where each is found.
 */
import { existsSync } from 'node:fs';
import { buildFunctions } from '../build/functions';
import { buildNpm } from '../build/npm';
import { installOwn } from '../build/own-packages';
import { buildRelease } from '../build/release';
import { commandLine } from '../harness/command-line';
import { appVersion, uploadApp } from './app';
import { type Account, openCloud } from './manager';
import { apply, check, plan } from './run';
import { readWanted } from './wanted';

const { positionals } = commandLine({
  name: 'npm run deploy',
  help: `npm run deploy -- plan      what an environment must have; needs no account
npm run deploy -- check     what yours lacks; docs/DEPLOY.md, 2, says what to set first
npm run deploy -- apply     mends that, and uploads functions and app`,
  operands: ['plan', 'check', 'apply'],
});

const say = (line: string) => console.log(line);

function need<K extends string>(...names: K[]): Record<K, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`Set ${missing.join(', ')} first: docs/DEPLOY.md, 2.`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<K, string>;
}

async function account(): Promise<Account> {
  const env = need('BANDMATES_ENV', 'TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY');
  await installOwn(import.meta.dirname, "Tencent's client of CloudBase (36 MB, once)");
  return {
    envId: env.BANDMATES_ENV,
    secretId: env.TENCENTCLOUD_SECRETID,
    secretKey: env.TENCENTCLOUD_SECRETKEY,
  };
}

async function run(command: string | undefined): Promise<boolean> {
  const wanted = await readWanted(process.env);
  if (command === 'plan') {
    plan(wanted, appVersion(), say);
    return true;
  }
  if (command === 'check') return check(wanted, await openCloud(await account()), say);
  if (command === 'apply') {
    const app = need('BANDMATES_APPID', 'BANDMATES_UPLOAD_KEY');
    if (!existsSync(app.BANDMATES_UPLOAD_KEY)) {
      throw new Error(
        `BANDMATES_UPLOAD_KEY names ${app.BANDMATES_UPLOAD_KEY}, which is not there.`,
      );
    }
    const cloud = await openCloud(await account());
    await Promise.all([buildNpm(), buildFunctions()]);
    await buildRelease();
    const whole = await apply(wanted, cloud, say);
    await uploadApp({ appid: app.BANDMATES_APPID, keyFile: app.BANDMATES_UPLOAD_KEY });
    say(`app uploaded, version ${appVersion()}; docs/DEPLOY.md, 4, says what is left`);
    return whole;
  }
  throw new Error('Say what: npm run deploy -- plan, check or apply.');
}

try {
  if (!(await run(positionals[0]))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
