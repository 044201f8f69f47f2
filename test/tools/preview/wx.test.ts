import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Fixture, openFixture, shown } from './fixture';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await openFixture();
  page = await fixture.open('/phone.html?user=wx');
});
afterAll(() => fixture.close());

type Call = [name: string, options?: Record<string, unknown>];

/** Runs calls of `wx` one after another: 0 or the error's code, else the start of its text. */
const outcomes = (calls: Call[]): Promise<(number | string)[]> =>
  page.evaluate(async (list) => {
    type Answer = Promise<unknown>;
    const { wx } = window as unknown as { wx: Record<string, (options: object) => Answer> };
    const results: (number | string)[] = [];
    for (const [name, options] of list) {
      try {
        await wx[name]?.(options ?? {});
        results.push(0);
      } catch (error) {
        const { errCode, errMsg } = error as { errCode?: number; errMsg: string };
        results.push(errCode ?? errMsg);
      }
    }
    return results;
  }, calls);

interface FileApi {
  cloud: { downloadFile(options: object): Promise<{ tempFilePath: string; errCode?: number }> };
  getFileSystemManager(): {
    saveFile(options: object): Promise<{ savedFilePath: string }>;
    readFileSync(path: string, encoding: string): string;
  };
  saveFileToDisk(options: object): Promise<object>;
  shareFileMessage(options: object): Promise<object>;
}

interface Tools {
  wx: FileApi;
  /** What a call that gives a task ends with. */
  done(name: string, options: object): Promise<{ tempFilePath: string; [field: string]: unknown }>;
  read(path: string): string;
}

/** Runs something with files in the phone. */
const inPhone = (run: (tools: Tools) => Promise<unknown[]>): Promise<unknown[]> =>
  page.evaluate(async (body) => {
    const { wx } = window as unknown as { wx: FileApi & Record<string, (options: object) => void> };
    const made = document.createElement('script');
    made.textContent = `window.ran = ${body}`;
    document.head.append(made);
    const { ran } = window as unknown as { ran(tools: object): Promise<unknown[]> };
    return ran({
      wx,
      done: (name: string, options: object) =>
        new Promise((resolve) => wx[name]!({ ...options, success: resolve, fail: resolve })),
      read: (path: string) => wx.getFileSystemManager().readFileSync(path, 'utf8'),
    });
  }, run.toString());

const setPhone = (patch: object) =>
  page.evaluate((settings) => {
    type Hub = { phone(user: string): { set(patch: object): void } };
    (window as unknown as { previewHub: Hub }).previewHub.phone('wx').set(settings);
  }, patch);

const BAND = 'C8:1F:66:B0:7E:02';
const SERVICE = '0000FEE7-0000-1000-8000-00805F9B34FB';
const at = (characteristicId: string) => ({ deviceId: BAND, serviceId: SERVICE, characteristicId });

describe('wx of a phone', () => {
  test('what a third-party platform would have set is empty, and stops no launch', async () => {
    const told = await page.evaluate(async () => {
      const { wx } = window as unknown as {
        wx: { getExtConfigSync(): object; getExtConfig(options: object): Promise<object> };
      };
      return [wx.getExtConfigSync(), await wx.getExtConfig({})];
    });
    expect(told).toEqual([{}, expect.objectContaining({ extConfig: {} })]);
  });

  test('a dialog with a button of more than four Chinese characters does not appear', async () => {
    expect(await outcomes([['showModal', { title: 'x', confirmText: 'Copy link' }]])).toEqual([
      'showModal:fail parameter error: confirmText is longer than 4 Chinese characters',
    ]);
  });

  test('files of the local cloud are fetched by address and by id; any other address is refused', async () => {
    const got = await inPhone(async ({ wx, done, read }) => {
      const address = 'http://127.0.0.1:9/blob/1/all.json';
      const { statusCode, tempFilePath } = await done('downloadFile', { url: address });
      const elsewhere = await done('downloadFile', { url: 'https://example.com/all.json' });
      const byId = await wx.cloud.downloadFile({ fileID: 'cloud://kept' });
      const gone = await wx.cloud
        .downloadFile({ fileID: 'cloud://gone' })
        .catch(({ errCode }) => ({ errCode }));
      return [
        statusCode,
        read(tempFilePath),
        elsewhere.errMsg,
        read(byId.tempFilePath),
        gone.errCode,
      ];
    });
    const refused = 'downloadFile:fail url not in domain list';
    expect(got).toEqual([200, '{"all":1}', refused, 'kept', -503003]);
  });

  test('a file that is saved is moved; it goes to a chat in a tap, and to a disk on a computer', async () => {
    const got = await inPhone(async ({ wx, read }) => {
      const { tempFilePath } = await wx.cloud.downloadFile({ fileID: 'cloud://kept' });
      const { savedFilePath } = await wx.getFileSystemManager().saveFile({ tempFilePath });
      const said = (run: Promise<object>) => run.catch(({ errMsg }: { errMsg: string }) => errMsg);
      return [
        read(savedFilePath),
        await said(wx.getFileSystemManager().saveFile({ tempFilePath })),
        await said(wx.saveFileToDisk({ filePath: savedFilePath })),
        await said(wx.shareFileMessage({ filePath: savedFilePath })),
      ];
    });
    expect(got[0]).toBe('kept');
    expect(got[1]).toMatch(/^saveFile:fail no such file/);
    expect(got[2]).toBe('saveFileToDisk:fail not support');
    expect(got[3]).toBe('shareFileMessage:fail can only be invoked by user TAP gesture.');
    await shown(page).locator('.title').click();
    const sent = inPhone(async ({ wx }) => {
      const { tempFilePath } = await wx.cloud.downloadFile({ fileID: 'cloud://kept' });
      await wx.shareFileMessage({ filePath: tempFilePath, fileName: '全部.txt' });
      type Share = { title: string; path: string };
      const { shares } = (window as unknown as { previewHub: { shares: { list: Share[] } } })
        .previewHub;
      const [{ title, path }] = shares.list as [Share];
      return [title, atob(path.split(',')[1]!)];
    });
    await page.getByTestId('file-send').click();
    expect(await sent).toEqual(['全部.txt', 'kept']);
  });

  test('R9-1 as DevTools it has no Bluetooth and no cloud, and asks one on this machine', async () => {
    await setPhone({ platform: 'devtools' });
    const asked = page.evaluate(
      () =>
        new Promise((resolve) => {
          const { wx } = window as unknown as { wx: { request(options: object): void } };
          const data = { name: 'nobody', data: {}, openid: 'o-simulator' };
          const url = 'http://127.0.0.1:4190/client/call';
          wx.request({ url, method: 'POST', data, success: resolve, fail: resolve });
        }),
    );
    expect(await asked).toMatchObject({ statusCode: 200, data: { ok: false } });
    expect(await outcomes([['openBluetoothAdapter']])).toEqual([10009]);
    const refused = page.evaluate(async () => {
      const { wx } = window as unknown as {
        wx: { cloud: { callFunction(options: object): Promise<object> } };
      };
      return wx.cloud.callFunction({ name: 'api' }).catch(({ errCode }) => errCode as number);
    });
    expect(await refused).toBe(-601034);
    await setPhone({ platform: 'android' });
  });

  test('Bluetooth: the numbers of WeChat for each call out of order', async () => {
    const link = { deviceId: BAND };
    expect(
      await outcomes([
        ['startBluetoothDevicesDiscovery'],
        ['openBluetoothAdapter'],
        ['getBLEDeviceServices', link],
        ['createBLEConnection', { deviceId: '' }],
        ['createBLEConnection', { deviceId: 'nobody', timeout: 100 }],
        ['createBLEConnection', link],
        ['createBLEConnection', link],
        ['getBLEDeviceCharacteristics', { ...link, serviceId: SERVICE }],
        ['getBLEDeviceServices', link],
        ['readBLECharacteristicValue', at('FEA1')],
        ['getBLEDeviceCharacteristics', { ...link, serviceId: SERVICE }],
        ['readBLECharacteristicValue', at('FEA1')],
        ['readBLECharacteristicValue', at('FFFF')],
        ['writeBLECharacteristicValue', { ...at('FEC9'), value: [1] }],
        ['setBLEMTU', { ...link, mtu: 5 }],
        ['closeBLEConnection', link],
        ['readBLECharacteristicValue', at('FEA1')],
        ['closeBluetoothAdapter'],
        ['getBluetoothAdapterState'],
      ]),
    ).toEqual([
      10000, 0, 10006, 10013, 10002, 0, -1, 10004, 0, 10005, 0, 0, 10005, 10007, 10013, 0, 10006, 0,
      10000,
    ]);
  });

  test('Bluetooth: off, not allowed, no location', async () => {
    await setPhone({ bluetooth: false });
    expect(await outcomes([['openBluetoothAdapter']])).toEqual([10001]);
    await setPhone({ bluetooth: true, bluetoothScope: 'denied' });
    expect(await outcomes([['openBluetoothAdapter']])).toEqual([
      'openBluetoothAdapter:fail auth deny',
    ]);
    await setPhone({ bluetoothScope: 'granted', location: false });
    const scan: Call[] = [['openBluetoothAdapter'], ['startBluetoothDevicesDiscovery']];
    expect(await outcomes(scan)).toEqual([0, 10008]);
    await setPhone({ platform: 'ios' });
    expect(await outcomes(scan)).toEqual([0, 0]);
    await setPhone({ platform: 'android', location: true });
  });

  test('Bluetooth: coming back on is told to who listens', async () => {
    const told = page.evaluate(
      () =>
        new Promise((resolve) => {
          type On = (listener: (state: object) => void) => void;
          const { wx } = window as unknown as { wx: { onBluetoothAdapterStateChange: On } };
          wx.onBluetoothAdapterStateChange(resolve);
        }),
    );
    await setPhone({ bluetooth: false });
    expect(await told).toEqual({ available: false, discovering: false });
    await setPhone({ bluetooth: true });
  });

  test('files: folders first, appending, listing, and words for what is missing', async () => {
    const result = await page.evaluate(() => {
      const { wx } = window as unknown as {
        wx: { getFileSystemManager(): Record<string, (...args: unknown[]) => unknown> };
      };
      const fs = wx.getFileSystemManager();
      const root = 'wxfile://usr/journal';
      const attempt = (name: string, ...args: unknown[]) => {
        try {
          return fs[name]?.(...args);
        } catch (error) {
          return (error as Error).message;
        }
      };
      return [
        attempt('writeFileSync', `${root}/a`, 'x'),
        attempt('mkdirSync', root),
        attempt('writeFileSync', `${root}/a`, '步', 'utf8'),
        attempt('appendFileSync', `${root}/a`, new Uint8Array([65, 66]).buffer),
        attempt('readFileSync', `${root}/a`, 'utf8'),
        attempt('renameSync', `${root}/a`, `${root}/b`),
        attempt('readdirSync', root),
        (attempt('statSync', `${root}/b`) as { size: number }).size,
        attempt('unlinkSync', `${root}/a`),
      ];
    });
    const missing = (name: string) => `no such file or directory wxfile://usr/journal${name}`;
    expect(result).toEqual([
      `writeFileSync:fail ${missing('')}`,
      undefined,
      undefined,
      undefined,
      '步AB',
      undefined,
      ['b'],
      5,
      `unlinkSync:fail ${missing('/a')}`,
    ]);
  });

  test('cloud: identity, an unknown function, no network, a planned failure', async () => {
    const answer = await page.evaluate(async () => {
      type Call = (options: object) => Promise<{ result: unknown }>;
      const { wx } = window as unknown as { wx: { cloud: { callFunction: Call } } };
      const code = (options: object) =>
        wx.cloud.callFunction(options).then(
          ({ result }) => result,
          (error: { errCode: number }) => error.errCode,
        );
      const good = await code({ name: 'echo', data: { a: 1 } });
      const unknown = await code({ name: 'none' });
      await fetch('/__cloud/faults', { method: 'POST', body: '{"next":"error"}' });
      const planned = await code({ name: 'echo' });
      return [good, unknown, planned];
    });
    expect(answer).toEqual([{ user: 'wx', data: { a: 1 } }, -501000, -504002]);
    await setPhone({ network: 'none' });
    const offline = await page.evaluate(async () => {
      type Call = (options: object) => Promise<unknown>;
      const { wx } = window as unknown as { wx: { cloud: { callFunction: Call } } };
      return wx.cloud.callFunction({ name: 'echo' }).catch((e: { errCode: number }) => e.errCode);
    });
    expect(offline).toBe(-1);
    await setPhone({ network: 'wifi' });
  });

  test('time is China’s', async () => {
    const parts = await page.evaluate(() => {
      const date = new Date('2026-11-21T16:30:00Z');
      return [
        date.getDate(),
        date.getHours(),
        date.getTimezoneOffset(),
        new Date(2026, 10, 22, 0, 30).getTime() === date.getTime(),
        new Date('2026-11-22T00:30:00').getTime() === date.getTime(),
        new Date('2026-11-22').getTime() === Date.UTC(2026, 10, 22),
      ];
    });
    expect(parts).toEqual([22, 0, -480, true, true, true]);
  });
});
