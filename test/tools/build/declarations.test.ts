/** What is used is declared, and nothing else is: in the guideline's list, in app.json, in page JSON. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  declarationComplaints,
  gaps,
  type Use,
  usesBelow,
} from '../../../tools/build/declarations/scan';
import { appWords, pageWords, wordComplaints } from '../../../tools/build/declarations/words';

describe('R9-5 declarations', () => {
  let folder = '';
  let uses: Use[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'declared-'));
    writeFileSync(
      join(folder, 'a.ts'),
      '/** Never getLocation. */\nwx.openBluetoothAdapter({});\nconst port = { getWeRunData: 1 };',
    );
    writeFileSync(
      join(folder, 'a.wxml'),
      '<button open-type="chooseAvatar" /><!-- type="nickname" -->',
    );
    uses = await usesBelow(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are found in scripts, ports and views, and not in comments', () => {
    expect(uses.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      '微信运动步数 getWeRunData',
      '昵称、头像 open-type="chooseAvatar"',
      '蓝牙 openBluetoothAdapter',
    ]);
  });

  test('a gap and a needless line are one sentence each', () => {
    const list = [
      '## Declarations',
      '- [ ] 蓝牙: `openBluetoothAdapter`, `createBLEPeripheralServer`',
      '- [ ] 昵称、头像: `open-type="chooseAvatar"`',
      '## Other',
      '- [ ] 微信运动步数: `getWeRunData`',
    ].join('\n');
    expect(gaps(uses, list)).toEqual([
      'docs/DEVICE-CHECKS.md: Declarations has no 微信运动步数 with `getWeRunData`, which miniprogram/a.ts uses.',
      'docs/DEVICE-CHECKS.md: Declarations has `createBLEPeripheralServer`, which nothing uses any more.',
    ]);
  });

  test('of this app are all in the list', async () => {
    expect(await declarationComplaints()).toEqual([]);
  });
});

describe('R9-5 words that the schema lets through', () => {
  test.each([
    [
      { requiredBackgroundModes: ['bluetooth'] },
      '"requiredBackgroundModes" may hold audio, location, not "bluetooth".',
    ],
    [{ requiredPrivateInfos: ['openBluetoothAdapter'] }, 'not "openBluetoothAdapter".'],
    [{ permission: { 'scope.bluetooth': { desc: '' } } }, 'not "scope.bluetooth".'],
    [{ lazyCodeLoading: 'all' }, '"lazyCodeLoading" must be requiredComponents, not "all".'],
    [{ darkMode: true }, '"darkMode" is no field that WeChat knows.'],
    [
      { window: { navigationBarTextStyle: 'grey' } },
      'window: "navigationBarTextStyle" must be black or white',
    ],
  ])('%j', (app, sentence) => {
    expect(appWords(app)).toEqual([expect.stringContaining(sentence)]);
  });

  test('a page’s too, and a value of the theme is none', () => {
    expect(pageWords({ disablescroll: true }, 'a.json')).toEqual([
      'a.json: "disablescroll" is no field that WeChat knows.',
    ]);
    expect(appWords({ window: { navigationBarTextStyle: '@navText' } })).toEqual([]);
  });

  test('are in none of ours', async () => {
    expect(await wordComplaints()).toEqual([]);
  });
});
