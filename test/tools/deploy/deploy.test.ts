/** A deployment against the cloud API's double, through Tencent's own client, which signs every call. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from '../../../tools/build/files';
import { buildFunctions } from '../../../tools/build/functions';
import { installOwn } from '../../../tools/build/own-packages';
import { type Account, openCloud } from '../../../tools/deploy/manager';
import { apply, check, plan } from '../../../tools/deploy/run';
import { readWanted, type Wanted } from '../../../tools/deploy/wanted';
import { ENV_ID, openTencent, type Tencent } from './tencent';

const ACCOUNT: Account = { envId: ENV_ID, secretId: 'AKIDdouble', secretKey: 'secret' };
const KEY = '000102030405060708090a0b0c0d0e0f';
const OPERATOR = {
  BANDMATES_KEY_IHEALTH: `AM3:${KEY}`,
  BANDMATES_TEMPLATES: 'goal=T:a,b',
  HOME: '/',
};

let tencent: Tencent;
let wanted: Wanted;
const lines: string[] = [];
const say = (line: string) => lines.push(line);
const said = () => lines.splice(0).join('\n');
const cloud = () => openCloud(ACCOUNT);
const actions = () => tencent.calls.splice(0).map(({ action }) => action);
const writes = () => actions().filter((action) => !/^(Describe|List|Get)/.test(action));

beforeAll(async () => {
  const folder = join(ROOT, 'tools/deploy');
  await installOwn(folder, "Tencent's client of CloudBase");
  await buildFunctions();
  tencent = await openTencent();
  wanted = await readWanted(OPERATOR);
  // The library knows only the real addresses.
  const { CloudService } = createRequire(join(folder, 'package.json'))(
    '@cloudbase/manager-node/lib/utils',
  ) as { CloudService: { prototype: object } };
  Object.defineProperty(CloudService.prototype, 'baseUrl', { get: () => tencent.url });
});
afterAll(() => tencent.close());

test('plan asks nobody, and names every function, collection, index and what is left by hand', () => {
  plan(wanted, '1.2.3', say);
  const text = said();
  expect(tencent.calls).toEqual([]);
  expect(text).toContain('function timer is missing: Nodejs20.19, 60 s, 256 MB, trigger clock');
  expect(text).toContain('index day_uid of days is missing: day 1, uid 1');
  expect(text).toMatch(/app, version 1\.2\.3[\s\S]*by hand: DevTools[\s\S]*消息推送/);
  for (const name of Object.keys(wanted.collections)) expect(text).toContain(`collection ${name} `);
  // Values of variables are secrets.
  expect(text).toContain('BANDMATES_KEY_IHEALTH');
  expect(text).not.toContain(KEY);
});

describe('an environment', () => {
  test('that is empty lacks everything, and check changes nothing', async () => {
    expect(await check(wanted, await cloud(), say)).toBe(false);
    expect(said()).toContain('collection days is missing');
    expect(writes()).toEqual([]);
  });

  test('that breaks off in the middle is whole after another apply', async () => {
    tencent.fail = 'ModifyDatabaseACL';
    await expect(apply(wanted, await cloud(), say)).rejects.toThrow('try again later');
    expect(await apply(wanted, await cloud(), say)).toBe(true);
    expect(await check(wanted, await cloud(), say)).toBe(true);
    expect([...tencent.tables.values()].map(({ acl }) => acl)).not.toContain('PRIVATE');
    const { Runtime, InstallDependency, Timeout } = tencent.functions.get('timer')!;
    expect({ Runtime, InstallDependency, Timeout }).toEqual({
      Runtime: 'Nodejs20.19',
      InstallDependency: 'FALSE',
      Timeout: 60,
    });
    said();
    actions();
  });

  test('that is whole gets nothing but the code when it is applied again', async () => {
    expect(await apply(wanted, await cloud(), say)).toBe(true);
    expect(writes()).toEqual(wanted.functions.map(() => 'UpdateFunctionCode'));
    said();
  });

  test('that drifted is told and mended, and variables of others stay', async () => {
    const api = tencent.functions.get('api')!;
    api.Timeout = 3;
    api.Environment = { Variables: [{ Key: 'OTHERS', Value: 'stay' }] };
    tencent.functions.get('timer')!.Triggers[0]!.TriggerDesc = '{"cron":"0 0 * * * * *"}';
    tencent.tables.get('days')!.acl = 'READONLY';
    const index = tencent.tables.get('days')!.indexes.get('day_uid')!;
    index.Keys = [{ Name: 'day', Direction: '1' }];
    expect(await check(wanted, await cloud(), say)).toBe(false);
    expect(said()).toBe(
      [
        '- index day_uid of days is on day 1, not day 1, uid 1',
        '- permission of days is READONLY, not ADMINONLY（仅管理端可读写）',
        '- function api has 3 s, not 20 s, no BANDMATES_KEY_IHEALTH, no BANDMATES_TEMPLATES',
        '- trigger clock of timer is "0 0 * * * * *", not "0 3,13,23,33,43,53 * * * * *"',
        '4 to mend: npm run deploy -- apply',
      ].join('\n'),
    );
    await apply(wanted, await cloud(), say);
    expect(await check(wanted, await cloud(), say)).toBe(true);
    expect(api.Environment).toEqual({
      Variables: [
        { Key: 'OTHERS', Value: 'stay' },
        { Key: 'BANDMATES_KEY_IHEALTH', Value: `AM3:${KEY}` },
        { Key: 'BANDMATES_TEMPLATES', Value: 'goal=T:a,b' },
      ],
    });
    said();
  });

  test('whose function has a runtime of another age is a person’s to mend', async () => {
    tencent.functions.get('push')!.Runtime = 'Nodejs8.9';
    expect(await check(wanted, await cloud(), say)).toBe(false);
    expect(said()).toContain('! by hand: function push runs on Nodejs8.9, which cannot be changed');
  });

  test('that this account may not open is said in one sentence', async () => {
    const stranger = { ...ACCOUNT, secretId: 'AKIDstranger' };
    await expect(openCloud(stranger)).rejects.toThrow(
      `The environment ${ENV_ID} could not be opened:`,
    );
  });
});
