/** What functions of other projects need: their variables, files, environments, and a fence. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseArgs } from '../../../tools/cloud/cli/args';
import { indexFile, type TestCloud, testCloud } from './support';

const FENCED = `
const https = require('node:https');
exports.main = ({ host }) => new Promise((resolve) => {
  https.get({ host, path: '/admin', timeout: 500 }, () => resolve('reached'))
    .on('error', (error) => resolve(error.message));
});`;

let t: TestCloud;
beforeAll(async () => {
  t = await testCloud({
    env: { THEIR_KEY: 'secret' },
    indexes: indexFile({ docs: [{ name: 'u', keys: { u: 1 }, unique: true }] }),
    fixtures: {
      probe: {},
      fenced: { code: FENCED },
      parts: { code: "exports.main = () => require('./lib/part').text();" },
      variables: {
        code: 'exports.main = () => [process.env.THEIR_KEY, process.env.HOME ?? null];',
      },
    },
  });
});
afterAll(() => t.close());

describe('a fence around the machine', () => {
  const hosts = [
    'tcb-admin.tencentyun.com',
    'local.ap-shanghai.tcb-api.tencentcloudapi.com',
    'tcb-api.tencentcloudapi.com',
    'local.api.tcloudbasegateway.com',
    'metadata.tencentyun.com',
  ];
  test.each(hosts)('an SDK that does not follow the redirect is told: %s', async (host) => {
    const said = await t.cloud.invoke('fenced', { host }, { openid: 'oA' });
    expect(said).toBe(
      `This function was about to leave the machine for ${host}: its SDK does not follow ` +
        'the redirect to the local cloud. Use wx-server-sdk 2.7.2 or later.',
    );
  });

  test('other addresses are none of its business', async () => {
    const said = await t.cloud.invoke('fenced', { host: 'tencentyun.com.invalid' }, null);
    expect(said).not.toContain('leave the machine');
  });
});

test('a changed file beside index.js is a new version', async () => {
  const lib = join(t.folder, 'parts/lib');
  mkdirSync(lib);
  const write = (text: string) =>
    writeFileSync(join(lib, 'part.js'), `exports.text = () => ${JSON.stringify(text)};`);
  const ask = () => t.cloud.invoke('parts', {}, null);
  write('one');
  expect(await ask()).toBe('one');
  write('another');
  expect(await ask()).toBe('another');
  writeFileSync(join(lib, 'part.json'), '{}');
  expect(await ask()).toBe('another');
});

test('variables given at the start are there, those of the machine are not', async () => {
  expect(await t.cloud.invoke('variables', {}, null)).toEqual(['secret', null]);
});

test('two environments are two: collections, unique values, transactions', async () => {
  const out = await t.run(async ({ cloud, db, caught }) => {
    const other = cloud.database({ env: 'prod-1' });
    await db.collection('docs').add({ data: { _id: 'x', u: 1 } });
    const add = await caught(() => other.collection('docs').add({ data: { _id: 'x', u: 1 } }));
    const twice = await caught(() => other.collection('docs').add({ data: { _id: 'y', u: 1 } }));
    await other.runTransaction(async (tx: typeof db) => {
      await tx
        .collection('docs')
        .doc('x')
        .update({ data: { u: 2 } });
    });
    return {
      add: add.value?._id,
      twice: twice.errMsg,
      here: (await db.collection('docs').get()).data,
      there: (await other.collection('docs').get()).data,
      listed: (await other.collection('docs').aggregate().end()).list.length,
      unknown: await caught(() => other.collection('nowhere').get()),
    };
  });
  expect(out.add).toBe('x');
  expect(out.twice).toContain('E11000');
  expect(out.here).toEqual([{ _id: 'x', u: 1 }]);
  expect(out.there).toEqual([{ _id: 'x', u: 2 }]);
  expect(out.listed).toBe(1);
  expect(out.unknown.errCode).toBe(-502005);
  expect(t.cloud.store.find('~prod-1.docs', {})).toHaveLength(1);
});

describe('--env', () => {
  test('as often as given, with anything in the value', () => {
    const { env } = parseArgs(['serve', '--env', 'A=1', '--env=B=x=y z', '--env', 'C=']);
    expect(env).toEqual({ A: '1', B: 'x=y z', C: '' });
  });
  test.each([
    ['A', '--env takes NAME=VALUE, not A.'],
    ['=1', '--env takes NAME=VALUE, not =1.'],
    ['1A=1', '--env takes NAME=VALUE, not 1A=1.'],
    ['TCB_ENV=x', 'The platform sets TCB_ENV: choose another name.'],
    ['WX_OPENID=x', 'The platform sets WX_OPENID: choose another name.'],
    ['TENCENTCLOUD_RUNENV=x', 'The platform sets TENCENTCLOUD_RUNENV: choose another name.'],
  ])('%s is refused', (word, says) => {
    expect(() => parseArgs(['serve', '--env', word])).toThrow(says);
  });
});
