import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { BoundBand } from '../../../miniprogram/contract/api';
import type { SyncRecord } from '../../../miniprogram/services/support/index';
import { fakeCloud, NOW, sampleBand } from '../../helpers/people';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();
// What is known reads the phone's storage when it is loaded: after `wx` is there.
let use: typeof import('../../../miniprogram/services/support/index');
beforeEach(() => {
  use = jest.requireActual('../../../miniprogram/services/support/index');
});
const sync = (minutes: number, code: string | null): SyncRecord => ({
  at: NOW - minutes * 60,
  ok: code === null,
  stage: code === null ? 'release' : 'connect',
  code,
});
const band = sampleBand();

describe('diagnostics', () => {
  test('R6-4 are the fields of the contract and nothing else', () => {
    const log = [{ ...sync(1, null), steps: 8432, serial: band.serial } as SyncRecord];
    const facts = use.diagnosticsOf(band, '1.6.12', log);
    expect(facts).toEqual({
      model: 'honor-band',
      protocol: 'wechat-airsync',
      firmware: '1.6.12',
      phone: { system: 'Android 14', wechat: '8.0.60' },
      lastError: null,
      syncs: [{ at: NOW - 60, ok: true, stage: 'release', code: null }],
      errors: [],
    });
    expect(JSON.stringify(facts)).not.toContain(band.serial);
  });

  test('R6-4 carry the last ten syncs, the newest first, and the last error', () => {
    const log = Array.from({ length: 12 }, (_, n) => sync(12 - n, n === 10 ? 'timeout' : null));
    const facts = use.diagnosticsOf(band, null, log);
    expect(facts.syncs).toHaveLength(10);
    expect(facts.syncs[0]!.at).toBe(NOW - 60);
    expect(facts.lastError).toBe('timeout');
  });

  test('R6-4 can be read before they are sent: one line for every field', () => {
    const facts = use.diagnosticsOf(band, '1.6.12', [sync(1, null), sync(2, 'timeout')]);
    const lines = use.diagnosticLines(facts);
    expect(lines).toHaveLength(Object.keys(facts).length);
    expect(lines.map(({ value }) => value)).toEqual([
      '荣耀手环',
      '1.6.12',
      '微信 AirSync',
      'Android 14\u00a0· 微信 8.0.60',
      '2 分钟前\u00a0· 手环没有按时回答',
      '1 次成功，1 次中断',
      '无',
    ]);
  });

  test('R6-4 say everything that is sent of the last errors, WeChat’s own number and words', () => {
    const errors = [
      { at: NOW - 120, page: 'pages/today/today', code: 'timeout', number: 10012, words: 'x:fail' },
      { at: NOW - 7200, page: '', code: 'offline', number: null, words: null },
    ];
    const lines = use.diagnosticLines({ ...use.diagnosticsOf(band, null, []), errors });
    expect(lines.pop()).toEqual({
      label: '最近 20 次出错',
      value:
        '2 分钟前\u00a0· 手环没有按时回答\u00a0· pages/today/today\u00a0· 10012\u00a0· x:fail\n2 小时前\u00a0· 没有网络',
    });
  });

  test('R6-4 are not in the question when they are not given', async () => {
    const { asked, cloud } = fakeCloud({ 'support.open': { ticket: 't', sessionFrom: 'a/b/t' } });
    wxNow().cloud = cloud;
    await use.openTicket(band, null);
    expect(asked[0]!.input).toEqual({ band: band.id });
  });
});

describe('the sheet', () => {
  test('R6-1 a maker with a desk: its name, the chat, nothing ticked', () => {
    const view = use.supportView('honor-band', band, use.diagnosticsOf(band, null, []));
    expect(view).toMatchObject({
      title: '联系荣耀客服',
      desk: true,
      ticked: false,
      sessionFrom: '',
    });
    expect(view.lines).toHaveLength(7);
  });

  test('R6-5 a maker without a desk: its site instead of silence', () => {
    const other: BoundBand = { ...band, model: 'wechat-band' };
    const view = use.supportView('wechat-band', other, null);
    expect(view.desk).toBe(false);
    expect(view.elsewhere.site).toMatch(/^https:/);
    expect(view.elsewhere.note).toContain('没有在环友开通在线客服');
  });

  test('R6-5 without a band of that maker there is no ticket, but still a way', () => {
    const view = use.supportView('honor-band', null, null);
    expect(view.desk).toBe(false);
    expect(view.elsewhere.note).toContain('添加手环后');
  });

  test('R6-5 a band that lives on this phone only has no desk', () => {
    expect(use.supportView('honor-band', { ...band, id: 'local:1' }, null).desk).toBe(false);
  });
});
