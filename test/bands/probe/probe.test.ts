/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { MAC } from '../../helpers/bands';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();

const call = (page: Rendered, name: string, event: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);
const picked = (id: string) => ({ currentTarget: { dataset: { id } } });

describe('a device nobody knows', () => {
  test('is listed, read and copied as text without its address', async () => {
    const page = openPage('bands/probe/probe', {});
    expect(wordsOf(page)).toContain('搜索中');
    await pass(9000);
    expect(wordsOf(page)).toContain('iHealth AM3');
    call(page, 'onPick', picked('here'));
    await pass(3000);
    const { report } = page.instance.data as { report: string };
    expect(report.split('\n')).toEqual([
      'name: iHealth AM3',
      'rssi: -52 dBm',
      'services: FEE7',
      'data: company 0233, 6 bytes',
      'known as: wechat-airsync ihealth wechat-pedometer',
      '',
      'FEE7',
      '  FEC7 write',
      '  FEC8 indicate',
      '  FEC9 read',
    ]);
    expect(report.toUpperCase()).not.toContain(MAC);
    call(page, 'onCopy');
    expect(phone.wx().setClipboardData).toHaveBeenCalledWith({ data: report });
  });

  test('that is gone is told with one thing to do, which looks again', async () => {
    const page = openPage('bands/probe/probe', {});
    await pass(9000);
    phone.radio().setInRange('here', false);
    call(page, 'onPick', picked('here'));
    await pass(11_000);
    expect((page.instance.data as { trouble: unknown }).trouble).not.toBeNull();
    phone.radio().setInRange('here', true);
    call(page, 'onTroubleAct');
    await pass(9000);
    expect(wordsOf(page)).toContain('iHealth AM3');
  });

  test('is reached from the list of models', async () => {
    const page = openPage('packages/add/add', {});
    call(page, 'onModels');
    await pass(500);
    expect(wordsOf(page)).toContain('找不到型号？导出设备信息');
    call(page, 'onUnlisted');
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({ url: '/bands/probe/probe' });
  });
});
