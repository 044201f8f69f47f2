/** @jest-environment jsdom */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { labWords } from '../../../miniprogram/words/lab';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();

const versioned = (envVersion: string) => {
  phone.wx().getAccountInfoSync = () => ({ miniProgram: { envVersion } });
};
beforeEach(() => versioned('develop'));

const call = (page: Rendered, name: string, dataset: object = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, {
    currentTarget: { dataset },
  });
const opened = () => {
  const page = openPage('packages/lab/lab');
  page.triggerPageLifeTime('show');
  return page;
};

describe('the lab', () => {
  test('R9-3 has a band of every protocol, and says of each fault what people read', async () => {
    const page = opened();
    await pass(10);
    expect(wordsOf(page)).toMatch(/虚拟手环 · \d+ 种协议.*iHealth AM3.*ihealth.*COLMI.*colmi/);
    expect(wordsOf(page)).toMatch(/同步到 40% 时走远.*“手环断开了”，可继续同步/);
    expect(wordsOf(page)).toMatch(/订阅后报 10008.*“蓝牙出了点问题”，可再试一次/);
  });

  test('R9-3 shows the problem that ships, and its button goes on', async () => {
    const page = opened();
    call(page, 'onBand', { protocol: 'codoon' });
    call(page, 'onFault', { id: 'walks-away' });
    call(page, 'onSync');
    await pass(30_000);
    expect(wordsOf(page)).toMatch(/手环断开了.*继续同步/);
    call(page, 'onTroubleAct');
    await pass(30_000);
    expect(wordsOf(page)).toContain(labWords.zh.labSync);
    expect(phone.wx().showToast).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: expect.stringContaining('已同步') }),
    );
  });

  test('R9-3 a band that cannot even be bound says why', async () => {
    const page = opened();
    call(page, 'onBand', { protocol: 'codoon' });
    call(page, 'onFault', { id: 'refuses' });
    call(page, 'onSync');
    await pass(30_000);
    expect(wordsOf(page)).toMatch(/蓝牙出了点问题.*再试一次/);
  });

  test('one band at a time, and a second tap lets go; a fault is of a band', async () => {
    const page = opened();
    const chosen = () => {
      const { bands, faults } = page.instance.data.view as Record<
        'bands' | 'faults',
        { id?: string; protocol?: string; on: boolean }[]
      >;
      return [...bands, ...faults].filter(({ on }) => on).map(({ id, protocol }) => id ?? protocol);
    };
    call(page, 'onFault', { id: 'twice' });
    call(page, 'onSync');
    await pass(10);
    expect(chosen()).toEqual([]);
    expect(phone.wx().showToast).toHaveBeenCalledTimes(2);
    call(page, 'onBand', { protocol: 'lefun' });
    call(page, 'onFault', { id: 'twice' });
    call(page, 'onBand', { protocol: 'colmi' });
    expect(chosen()).toEqual(['colmi', 'twice']);
    call(page, 'onFault', { id: 'twice' });
    expect(chosen()).toEqual(['colmi']);
    call(page, 'onBand', { protocol: 'colmi' });
    expect(chosen()).toEqual([]);
  });

  test('R9-6 a trial version refuses to open it, and leads back', async () => {
    versioned('trial');
    const page = opened();
    await pass(10);
    expect(wordsOf(page)).toMatch(/这里只在开发版里.*返回/);
    expect(wordsOf(page)).not.toContain('codoon');
    call(page, 'onBack');
    expect(phone.wx().navigateBack).toHaveBeenCalled();
  });
});
