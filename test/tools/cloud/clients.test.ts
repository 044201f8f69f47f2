/** The HTTP entrance of another team: functions of their own read and write, files, what is refused. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientRoute, type LocalCloud, startCloud } from '../../../tools/cloud';
import { deploy } from './support';

const SDK = join(__dirname, '../../../node_modules/wx-server-sdk');
const NOTES = `
const cloud = require(${JSON.stringify(SDK)});
cloud.init();
exports.main = async ({ text, id, fileID }) => {
  const { OPENID } = cloud.getWXContext();
  const notes = cloud.database().collection('notes');
  if (fileID) return (await cloud.downloadFile({ fileID })).fileContent.toString();
  if (id) return (await notes.where({ _id: id, owner: OPENID }).update({ data: { text } })).stats;
  if (text) return notes.add({ data: { owner: OPENID, text } });
  return (await notes.where({ owner: OPENID }).get()).data;
};`;
/** Its dependency lies in its own folder, as npm puts it there. */
const SHOUT = `
const cloud = require(${JSON.stringify(SDK)});
const loud = require('loud');
cloud.init();
exports.main = async ({ text }) =>
  (await cloud.callFunction({ name: 'notes', data: { text: loud(text) } })).result;`;

let cloud: LocalCloud;
beforeAll(async () => {
  const functions = deploy({ notes: { code: NOTES }, shout: { code: SHOUT } });
  const loud = join(functions, 'shout/node_modules/loud');
  mkdirSync(loud, { recursive: true });
  writeFileSync(join(loud, 'index.js'), 'module.exports = (text) => text.toUpperCase();');
  cloud = await startCloud({ functions, routes: clientRoute(() => cloud) });
});
afterAll(() => cloud.close());

async function post(route: string, body: unknown, type = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'content-type': type };
  const url = `${new URL(cloud.url).origin}/client/${route}`;
  const answer = await fetch(url, { method: 'POST', headers, body: text });
  return (await answer.json()) as { ok?: boolean; result: never; errCode: number; errMsg: string };
}
const call = (name: string, data: object, openid?: string) =>
  post('call', { name, data, ...(openid && { openid }) });

test('two functions: what is written over HTTP is read over HTTP, and nobody writes what is another’s', async () => {
  const { result: added } = await call('notes', { text: '你好' }, 'oA');
  const { _id: id } = added as { _id: string };
  expect((await call('notes', { id, text: 'x' }, 'oB')).result).toEqual({ updated: 0 });
  expect((await call('notes', { id, text: '再见' }, 'oA')).result).toEqual({ updated: 1 });
  expect((await call('shout', { text: 'abc' }, 'oA')).ok).toBe(true);
  const { result: mine } = await call('notes', {}, 'oA');
  expect((mine as { text: string }[]).map(({ text }) => text).sort()).toEqual(['ABC', '再见']);
  expect((await call('notes', {}, 'oB')).result).toEqual([]);
});

test('a file that was sent is there for a function', async () => {
  const base64 = Buffer.from('hello').toString('base64');
  const { result } = await post('upload', { cloudPath: 'a/b.txt', base64 });
  const { fileID } = result as { fileID: string };
  expect((await call('notes', { fileID }, 'oA')).result).toBe('hello');
});

describe('what is refused, and how', () => {
  const wrong = (why: string) => ({
    ok: false,
    errCode: -501007,
    errMsg: expect.stringContaining(why),
  });
  test.each([
    ['call', {}, 'name is the function that is called'],
    ['call', 'x', 'the request body is not JSON'],
    ['upload', {}, 'invalid cloud path'],
    ['upload', { cloudPath: '../a', base64: '' }, 'invalid cloud path'],
    ['upload', { cloudPath: 'a' }, 'base64 is the content of the file'],
  ])('%s %p', async (route, body, why) => {
    expect(await post(route, body)).toMatchObject(wrong(why));
  });

  test('a function that is not there is named', async () => {
    const answer = await call('gone', {}, 'oA');
    expect(answer).toMatchObject({ ok: false, errCode: -501000 });
    expect(answer.errMsg).toContain('there is no function "gone" (known: notes, shout)');
  });

  test('JSON may say its charset; what is no JSON is not answered', async () => {
    const body = { name: 'notes', data: {}, openid: 'oA' };
    expect((await post('call', body, 'application/json; charset=utf-8')).ok).toBe(true);
    expect((await post('call', body, 'text/plain')).ok).toBeUndefined();
  });
});
