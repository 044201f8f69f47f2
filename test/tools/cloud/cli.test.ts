import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../../../tools/cloud/cli/run';
import { deploy, indexFile } from './support';

let folder: string;
let places: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  const functions = deploy({
    echo: {
      code: 'exports.main = async (event) => ({ event, openid: process.env.WX_OPENID ?? null, unionid: process.env.WX_UNIONID ?? null, greeting: process.env.GREETING });',
    },
    push: { code: 'exports.main = async (event) => event.Content;' },
    clock: {
      config: { triggers: [{ name: 'nightly', type: 'timer', config: '0 30 3 * * * *' }] },
      code: 'exports.main = async (event) => event.TriggerName;',
    },
  });
  const indexes = indexFile({
    days: [{ name: 'uid_day', keys: { uid: 1, day: -1 }, unique: true }],
    people: [],
  });
  places = ['--data', join(folder, 'data'), '--functions', functions, '--indexes', indexes];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command in this process. */
async function cli(...words: string[]): Promise<{ code: number; out: string }> {
  const lines: string[] = [];
  const code = await run([...words, ...places], (line) => lines.push(line));
  return { code, out: lines.join('\n') };
}

async function serve(...words: string[]): Promise<{ child: ChildProcess; out: () => string }> {
  const main = join(__dirname, '../../../tools/cloud/main.ts');
  const all = ['--import', 'tsx', main, 'serve', ...words, ...places];
  const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const ready = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('Cloud ready') || child.exitCode !== null) resolve();
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('exit', () => resolve());
  });
  await ready;
  return { child, out: () => text };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

describe('commands without a server', () => {
  test('invoke as a person, as nobody', async () => {
    const one = await cli('invoke', 'echo', '{"a":1}', '--openid', 'oX');
    expect(JSON.parse(one.out)).toMatchObject({ event: { a: 1 }, openid: 'oX' });
    const both = await cli('invoke', 'echo', '{}', '--openid', 'oX', '--unionid', 'uX');
    expect(JSON.parse(both.out)).toMatchObject({ openid: 'oX', unionid: 'uX' });
    const none = await cli('invoke', 'echo', '--anonymous');
    expect(JSON.parse(none.out)).toMatchObject({ openid: null });
  });

  test('--env reaches the functions', async () => {
    const { out } = await cli('invoke', 'echo', '{}', '--env', 'GREETING=你好 you');
    expect(JSON.parse(out)).toMatchObject({ greeting: '你好 you' });
  });

  test('push, fire', async () => {
    const message = join(folder, 'message.json');
    writeFileSync(message, '{"MsgType":"text","Content":"hi"}');
    expect(await cli('push', message)).toEqual({ code: 0, out: 'hi' });
    const other = await cli('push', message, '--push-to', 'echo');
    expect(JSON.parse(other.out)).toMatchObject({ event: { Content: 'hi' } });
    expect(await cli('fire', 'nightly')).toEqual({ code: 0, out: 'nightly' });
    expect(await cli('fire', 'clock')).toEqual({ code: 0, out: 'nightly' });
  });

  test('import, export, reset', async () => {
    const file = join(folder, 'in.jsonl');
    writeFileSync(file, '{"collection":"days","document":{"_id":"d","uid":"u","day":1}}\n');
    expect((await cli('import', file)).out).toBe('1 documents imported');
    expect((await cli('export')).out.trim()).toBe(readFileSync(file, 'utf8').trim());
    const out = join(folder, 'out.jsonl');
    expect((await cli('export', out)).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(file, 'utf8'));
    expect((await cli('reset')).code).toBe(0);
    expect(existsSync(join(folder, 'data'))).toBe(false);
    expect((await cli('export')).out).toBe('');
  });

  test('reset takes what the cloud made and nothing else', async () => {
    const data = join(folder, 'data');
    await cli('invoke', 'echo');
    writeFileSync(join(data, 'my-notes.txt'), 'keep me');
    expect((await cli('reset')).code).toBe(0);
    expect(readdirSync(data)).toEqual(['my-notes.txt']);
  });

  test('indexes lists what the console must have', async () => {
    expect((await cli('indexes')).out).toBe(
      'days:\n  uid_day: uid ↑, day ↓ (unique)\npeople: no index but _id',
    );
  });

  /** `<collection>.json` as `tccli tcb DescribeTable` prints it. */
  function described(collection: string, indexes: object[], wrapped = false): string {
    const live = join(folder, 'live');
    mkdirSync(live, { recursive: true });
    const own = {
      Name: '_id_',
      Size: 36864,
      Unique: true,
      Keys: [{ Name: '_id', Direction: '1' }],
    };
    const answer = { Indexes: [own, ...indexes], IndexNum: indexes.length + 1, RequestId: 'r' };
    const text = JSON.stringify(wrapped ? { Response: answer } : answer);
    writeFileSync(join(live, `${collection}.json`), text);
    return live;
  }
  const uidDay = {
    Name: 'made-by-hand',
    Size: 16384,
    Unique: true,
    Keys: [
      { Name: 'uid', Direction: '1' },
      { Name: 'day', Direction: '-1' },
    ],
    Accesses: { Ops: 0, Since: '2019-03-05T19:47:53.797+08:00' },
  };

  test('indexes --check agrees with an environment that has them, whatever their names', async () => {
    described('days', [uidDay], true);
    const live = described('people', []);
    expect(await cli('indexes', '--check', live)).toEqual({
      code: 0,
      out: 'The environment has what indexes.json declares: 2 collections.',
    });
  });

  test('indexes --check names what is missing, not unique, in another order, too many', async () => {
    const reversed = { ...uidDay, Name: 'reversed', Keys: [...uidDay.Keys].reverse() };
    const live = described('days', [{ ...uidDay, Unique: false }, reversed]);
    expect(await cli('indexes', '--check', live)).toEqual({
      code: 1,
      out: [
        'days: missing uid_day: uid 1, day -1 (unique)',
        'days: not declared made-by-hand: uid 1, day -1',
        'days: not declared reversed: day -1, uid 1 (unique)',
        'people: there is no people.json, so the collection is missing or was not asked for',
      ].join('\n'),
    });
  });

  test('indexes --check refuses what DescribeTable did not answer', async () => {
    const live = described('people', []);
    writeFileSync(join(live, 'days.json'), '{"Error":{"Code":"AuthFailure"}}');
    expect((await cli('indexes', '--check', live)).out).toContain('not what DescribeTable answers');
    writeFileSync(join(live, 'days.json'), 'no JSON');
    expect((await cli('indexes', '--check', live)).out).toContain('it is not JSON');
    expect((await cli('indexes', '--check', join(folder, 'no'))).out).toContain('Cannot read');
  });

  test('help', async () => {
    expect((await cli('help')).out).toContain('npx wechat-cloud serve');
    expect((await cli('help')).code).toBe(0);
  });

  test.each([
    [['nonsense'], 'There is no command "nonsense"'],
    [['invoke'], 'invoke needs the name of a function'],
    [['invoke', 'nope'], 'there is no function "nope"'],
    [['invoke', 'echo', 'not json'], 'The event is not JSON: not json'],
    [['invoke', 'echo', '[1]'], 'The event must be a JSON object'],
    [['push', '/no/such/file'], 'Cannot read /no/such/file'],
    [['fire', 'never'], 'There is no timer "never": known are nightly (clock)'],
    [['import', '/no/such/file'], 'Cannot read /no/such/file'],
    [['serve', '--port', 'x'], 'x is not a port'],
    [['serve', '--what'], 'There is no option --what'],
    [['invoke', 'echo', '--openid'], 'The option --openid needs a value'],
  ])('%j says one useful sentence', async (words, text) => {
    const { code, out } = await cli(...words);
    expect(code).toBe(1);
    expect(out).toContain(text);
    expect(out).not.toContain('\n');
  });
});

describe('serve', () => {
  test('prints its address, and the other commands find it', async () => {
    const { child, out } = await serve('--port', '0');
    expect(out()).toMatch(/Cloud ready: http:\/\/127\.0\.0\.1:\d+\/admin/);
    const url = /http:\S+/.exec(out())![0];
    const answer = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({
        action: 'database.insertDocument',
        collectionName: 'people',
        data: ['{"_id":"p"}'],
      }),
    });
    expect(await answer.json()).toMatchObject({ data: { insertedIds: ['p'] } });
    expect((await cli('export')).out).toContain('"_id":"p"');
    expect(JSON.parse((await cli('invoke', 'echo')).out)).toMatchObject({
      openid: 'o-command-line',
    });
    expect((await cli('fire', 'never')).out).toContain('There is no timer');
    expect((await cli('reset')).out).toContain('is in use by process');
    const refused = await fetch(url.replace('/admin', '/control'), { method: 'POST', body: '{}' });
    expect(refused.status).toBe(404);
    await end(child);
    expect((await cli('export')).out).toContain('"_id":"p"');
    const again = await serve('--fresh');
    expect((await cli('export')).out).toBe('');
    await end(again.child);
  });

  test('a port in use is one sentence', async () => {
    const first = await serve('--port', '0');
    const port = /:(\d+)\/admin/.exec(first.out())![1]!;
    places[1] = join(folder, 'other');
    const second = await serve('--port', port);
    expect(second.out()).toContain(`Port ${port} is in use: choose another with --port.`);
    await end(second.child);
    await end(first.child);
  });

  test('a web page under another name is refused', async () => {
    const { child, out } = await serve('--port', '0');
    const port = Number(/:(\d+)\/admin/.exec(out())![1]);
    const status = await new Promise((resolve) => {
      const headers = { host: 'evil.example' };
      request({ host: '127.0.0.1', port, path: '/admin', method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end('{}');
    });
    expect(status).toBe(403);
    await end(child);
  });
});
