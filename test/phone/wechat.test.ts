/** The oldest WeChat the app runs in: what it uses of `wx`, against what WeChat's typings say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  appVersion,
  checkLibrary,
  entry,
  MINIMUM_LIBRARY,
  openGuideline,
} from '../../miniprogram/phone/wechat';
import { parse, ROOT, sources, wxNamesOf } from '../helpers/imports';
import { installWx } from '../helpers/wx';

const wxNow = installWx();

const typings = readFileSync(
  join(ROOT, 'node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts'),
  'utf8',
);

/** The base library since which `wx` has a member, or null when it always had. */
function since(name: string): string | null {
  const doc = new RegExp(
    `/\\*\\* \\[[^\\]]*\\bwx\\.${name}\\([^\\]]*\\]\\([^)]*\\)([\\s\\S]*?)\\*/`,
  ).exec(typings)?.[1];
  return /^\s*\*?\s*需要基础库： `([\d.]+)`/m.exec(doc ?? '')?.[1] ?? null;
}

const newer = (one: string, other: string): boolean => {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number)) as [
    number[],
    number[],
  ];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at >= 0 && left[at]! > right[at]!;
};

/** Newer than the minimum and looked for before it is used. */
const GUARDED: string[] = ['restartMiniProgram'];

describe(`base library ${MINIMUM_LIBRARY}`, () => {
  test('the typings tell since when', () => {
    expect(since('openPrivacyContract')).toBe('2.32.3');
    expect(since('getAppBaseInfo')).toBe('2.20.1');
    expect(newer('3.0.0', '2.32.3')).toBe(true);
    expect(newer('2.9.0', '2.32.3')).toBe(false);
  });

  test('has everything that is used unguarded', () => {
    const used = new Set(sources('miniprogram').flatMap((file) => wxNamesOf(parse(file))));
    const late = [...used].filter((name) => newer(since(name) ?? '0', MINIMUM_LIBRARY));
    expect(late).toEqual(GUARDED);
  });

  test('is what the README asks for', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(MINIMUM_LIBRARY);
  });

  test('an older one is told at launch, and where it lacks something', () => {
    checkLibrary();
    expect(wxNow().showModal).not.toHaveBeenCalled();
    wxNow().canIUse = () => false;
    checkLibrary();
    openGuideline();
    expect(wxNow().openPrivacyContract).not.toHaveBeenCalled();
    expect(wxNow().showModal).toHaveBeenCalledTimes(2);
    expect(wxNow().showModal).toHaveBeenCalledWith(
      expect.objectContaining({ title: '微信版本太旧', confirmText: '关闭' }),
    );
  });
});

test('facts that this WeChat does not have stop nothing', () => {
  wxNow().getAccountInfoSync = () => ({});
  expect(appVersion()).toBe('0.1.0');
  wxNow().getAccountInfoSync = () => ({ miniProgram: { version: '1.2.3' } });
  expect(appVersion()).toBe('1.2.3');
  expect(entry()).toEqual({});
});
