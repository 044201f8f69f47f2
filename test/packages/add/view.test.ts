import { describe, expect, test } from '@jest/globals';
import {
  blockedView,
  confirmView,
  modelRows,
  nearbyRows,
  wishFor,
} from '../../../miniprogram/packages/add/view';
import type { Nearby } from '../../../miniprogram/services/bands/discover';
import { installWx } from '../../helpers/wx';

const wxNow = installWx();
const nearby = (over: Partial<Nearby> = {}): Nearby => ({
  key: 'K',
  deviceId: 'd',
  model: 'am3',
  protocol: 'wechat-airsync',
  serial: 'AABBCCDD9C41',
  tail: '9C41',
  bars: 4,
  liveOnly: false,
  ...over,
});

describe('bands nearby', () => {
  test('name, tail and nearness; one that only counts live says so', () => {
    const rows = nearbyRows([
      nearby(),
      nearby({ model: 'wechat-pedometer', tail: 'E177', bars: 1, liveOnly: true }),
    ]);
    expect(rows.map(({ name, note }) => [name, note])).toEqual([
      ['iHealth AM3', '尾号 9C41\u00a0· 很近'],
      ['通用微信计步手环', '尾号 E177\u00a0· 只有实时计数'],
    ]);
  });

  test('a chosen model fills in where the name of a band says nothing', () => {
    expect(wishFor(nearby({ model: 'wechat-band' }), 'bonbon').model).toBe('bonbon');
    expect(wishFor(nearby(), 'bonbon').model).toBe('am3');
    expect(wishFor(nearby({ model: 'wechat-band' }), null).model).toBe('wechat-band');
  });
});

describe('before binding', () => {
  test('R2-1 model and serial stand, with what is known of the protocol', () => {
    const wish = { model: 'am3', serial: 'SN123', deviceId: null };
    expect(confirmView(wish, null, '林晚')).toMatchObject({
      name: 'iHealth AM3',
      pic: 'watch',
      serial: '序列号 SN123',
      source: '厂商文档',
      owner: '林晚',
    });
  });

  test('a serial alone names no model and promises nothing', () => {
    const view = confirmView({ model: null, serial: 'SN1', deviceId: null }, null, '');
    expect(view).toMatchObject({ name: '手环', features: [], source: '' });
  });

  test('a band that pairing empties says so and what to do first, whichever way it was found', () => {
    const wish = (model: string | null) => ({ model, serial: null, deviceId: 'here' });
    for (const [model, protocol] of [
      ['mi-band', null],
      ['mi-band', 'wechat-airsync'],
      [null, 'mi-band'],
    ] as const) {
      expect(confirmView(wish(model), protocol, '').warning).toMatch(
        /绑定会清空手环里的记录，请先在那个 App 里同步一次/,
      );
    }
    expect(confirmView(wish('am3'), 'ihealth', '').warning).toBe('');
    expect(confirmView(wish(null), null, '').warning).toBe('');
  });

  test('every model of the launch can be chosen', () => {
    const names = modelRows().map(({ name }) => name);
    for (const name of ['iHealth AM3', '咕咚手环', '乐心 Mambo', '乐心 BonBon', '荣耀手环']) {
      expect(names).toContain(name);
    }
  });
});

describe('what is in the way', () => {
  test('R2-4 Android jumps to the settings and lists what was checked', () => {
    const view = blockedView('bluetooth-off', 'android');
    expect(view).toMatchObject({ title: '手机蓝牙未打开', button: '打开蓝牙设置', swipe: '' });
    expect(view.checks.map(({ name, note }) => `${name} ${note}`)).toEqual([
      '已同意隐私指引 ',
      '微信可以使用蓝牙 ',
      '手机蓝牙 未打开',
      '手机定位开关 稍后检查',
    ]);
  });

  test('R2-5 on an iPhone it is drawn, checks again, and location is in no word', () => {
    for (const language of ['zh_CN', 'en']) {
      wxNow().baseInfo.language = language;
      for (const code of ['bluetooth-off', 'bluetooth-unauthorized', 'privacy-refused'] as const) {
        const words = JSON.stringify(blockedView(code, 'ios'));
        expect(words).not.toMatch(/定位|位置|location/i);
      }
    }
    expect(blockedView('bluetooth-off', 'ios').button).toBe('Check again');
  });

  test('R2-6 three refusals have three titles and three buttons', () => {
    const codes = ['privacy-refused', 'scope-refused', 'not-declared'] as const;
    const views = codes.map((code) => blockedView(code, 'android'));
    expect(new Set(views.map(({ title }) => title)).size).toBe(3);
    expect(views.map(({ button }) => button)).toEqual(['查看指引', '去设置', '复制错误']);
  });
});
