/** R9-1 The cloud of DevTools: a develop version there asks loopback, and nothing else ever does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { dayOf } from '../../miniprogram/contract/activity';
import type { LocalCloud } from '../../tools/cloud';
import { openDevtools } from '../../tools/start/devtools-cloud';
import { fakeCloud } from '../helpers/people';
import { installWx } from '../helpers/wx';

const wxNow = installWx();
const phone = (): typeof import('../../miniprogram/phone/cloud') =>
  jest.requireActual('../../miniprogram/phone/cloud');

interface Asked {
  url: string;
  header: Record<string, string>;
  data: object;
  success(answer: { data: unknown }): void;
  fail(failure: { errMsg: string }): void;
}

/** A phone or a simulator, with a cloud of WeChat's that answers everything. */
function run(platform: string, envVersion: string, appId: string) {
  const { cloud, asked } = fakeCloud({ 'share.open': { day: 1 } });
  const request = jest.fn(({ fail }: Asked) => fail({ errMsg: 'request:fail' }));
  Object.assign(wxNow(), {
    cloud,
    request,
    getDeviceInfo: () => ({ platform }),
    getAccountInfoSync: () => ({ miniProgram: { envVersion, appId } }),
  });
  return { asked, request };
}

const NOW_MS = Date.UTC(2026, 10, 22, 12, 36);
/** What the cloud's clock says. */
const at = { ms: NOW_MS };
const REAL = 'wx0123456789abcdef';
const open = () => phone().ask('share.open', { id: 'x' });

describe('R9-1', () => {
  test.each([
    ['devtools', 'release', 'touristappid'],
    ['devtools', 'trial', 'touristappid'],
    ['devtools', 'develop', REAL],
    ...['ios', 'android', 'ohos', 'windows', 'mac'].flatMap((platform) =>
      ['develop', 'trial', 'release'].flatMap((version) =>
        [REAL, 'touristappid'].map((appId) => [platform, version, appId]),
      ),
    ),
  ])('%s, %s, %s asks WeChat’s cloud', async (platform, version, appId) => {
    const { asked, request } = run(platform!, version!, appId!);
    await open();
    expect(asked).toHaveLength(1);
    expect(request).not.toHaveBeenCalled();
  });

  test('a simulator whose local cloud does not run is offline', async () => {
    const { asked, request } = run('devtools', 'develop', 'touristappid');
    await expect(open()).rejects.toMatchObject({ code: 'offline' });
    expect(request).toHaveBeenCalledTimes(1);
    expect(request.mock.calls[0]![0].url).toBe('http://127.0.0.1:4190/client/call');
    expect(asked).toEqual([]);
  });
});

describe('R9-1 npm run devtools', () => {
  let cloud: LocalCloud;
  let data = '';
  const said: string[] = [];
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'devtools-'));
    cloud = await openDevtools({
      data,
      port: 0,
      clock: () => at.ms,
      say: (line) => said.push(line),
    });
  });
  afterAll(async () => {
    await cloud.close();
    rmSync(data, { recursive: true });
  });

  /** `wx.request` of a simulator, to where this test's cloud listens. */
  const request = ({ url, header, data: body, success, fail }: Asked) => {
    const here = url.replace('http://127.0.0.1:4190', cloud.url.replace(/\/admin$/, ''));
    fetch(here, { method: 'POST', headers: header, body: JSON.stringify(body) })
      .then(async (response) => success({ data: await response.json() }))
      .catch((error: Error) => fail({ errMsg: `request:fail ${error.message}` }));
  };

  test('a simulator that agrees is somebody, has sample friends, and keeps a picture', async () => {
    run('devtools', 'develop', 'touristappid');
    Object.assign(wxNow(), {
      request,
      getFileSystemManager: () => ({
        readFileSync: () => Buffer.from('picture').toString('base64'),
      }),
    });
    wxNow().storage.delete('bm.terms');
    jest.resetModules();
    const { ask, upload } = phone();
    const { answerTerms } = jest.requireActual<typeof import('../../miniprogram/phone/agreement')>(
      '../../miniprogram/phone/agreement',
    );
    wxNow().navigateTo = () => void Promise.resolve().then(() => answerTerms('older'));
    const { me } = await ask('account.enter', {});
    expect(me.uid).not.toBe('');
    const { rows } = await ask('board.friends', { day: dayOf(NOW_MS / 1000) });
    expect(said).toEqual([]);
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['示例 陈果', '示例 阿远', '示例 王小雨']),
    );
    // The next day it only starts again.
    at.ms += 24 * 3600 * 1000;
    await ask('account.enter', {});
    const next = await ask('board.friends', { day: dayOf(at.ms / 1000) });
    const friend = next.rows.find(({ name }) => name === '示例 陈果');
    expect(friend).toMatchObject({ steps: 11_206 });
    const file = await upload('photos/a.png', 'tmp/a.png');
    expect(cloud.storage.get(file)?.toString()).toBe('picture');
  });

  test('a port that is taken is one sentence that fits, and leaves the data as it was', async () => {
    const other = mkdtempSync(join(tmpdir(), 'devtools-'));
    const port = Number(new URL(cloud.url).port);
    const second = openDevtools({ data: other, port, clock: () => at.ms, say: () => {} });
    await expect(second).rejects.toThrow(
      `Port ${port} is in use: stop what listens there, and start again.`,
    );
    rmSync(other, { recursive: true });
  });

  test('a web page cannot reach in: what is not sent as JSON is not answered', async () => {
    const base = cloud.url.replace(/\/admin$/, '');
    const body = JSON.stringify({ name: 'api', data: {}, openid: 'o' });
    const answer = await fetch(`${base}/client/call`, { method: 'POST', body });
    expect(answer.status).toBe(404);
  });
});
