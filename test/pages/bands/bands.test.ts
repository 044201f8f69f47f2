/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import { boundBand } from '../../helpers/bands';
import { NOW, OFFSET } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();

const band = boundBand({ syncedAt: NOW - 180 });
const virtual = boundBand({ id: 'v', model: 'wechat-band', virtual: true, serial: 'DE0000000001' });
const entered = (bands = [band, virtual]) => ({
  me: { uid: 'u', name: '林晚', goal: 10_000, hidden: false, language: 'zh', offset: OFFSET },
  bands,
  days: [],
  streak: 0,
  at: NOW,
});
const taken = { changed: 1, rejected: [], days: [], newSteps: 0 };
const memory = {
  deviceId: null,
  firmware: '1.6.12',
  battery: 16,
  batteryAt: NOW - 2700,
  syncedAt: NOW - 2700,
};
const results = [
  { at: NOW - 2700, ok: true, stage: 'release', code: null, newSteps: 320 },
  { at: NOW - 9000, ok: false, stage: 'read', code: 'disconnected', newSteps: 0 },
];

const call = (page: Rendered, name: string, detail: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, { detail });

describe('the bands page', () => {
  test('cards with age and abilities, a virtual one without a foot, and a way to add', async () => {
    phone.cloud({ 'account.enter': entered() });
    const page = openPage('pages/bands/bands');
    await pass(10);
    expect(wordsOf(page)).toMatch(
      /iHealth AM3 3 分钟前同步 计步 · 历史 同步 虚拟手环 示例数据，不进入真实排行 添加手环/,
    );
    call(page, 'onOpen', { id: band.id });
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({
      url: `/packages/band/detail/detail?id=${encodeURIComponent(band.id)}`,
    });
  });

  test('nothing bound yet is said, never blank', async () => {
    phone.cloud({ 'account.enter': entered([]) });
    const page = openPage('pages/bands/bands');
    await pass(10);
    expect(wordsOf(page)).toMatch(/还没有手环.*添加手环/);
  });

  test('R6-1 support beside a failed sync is on the page of the band that failed', async () => {
    phone.cloud({ 'account.enter': entered() });
    const page = openPage('pages/bands/bands');
    await pass(10);
    page.setData({ trouble: { code: 'timeout', band: band.id } });
    call(page, 'onTroubleSupport');
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({
      url: `/packages/band/detail/detail?id=${encodeURIComponent(band.id)}&support=1`,
    });
  });

  test('which bands there are is not said before it is known', async () => {
    let works = false;
    let answer: (value: unknown) => void = () => undefined;
    phone.cloud({
      'account.enter': () =>
        works
          ? entered([])
          : new Promise((resolve) => {
              answer = resolve;
            }),
    });
    const page = openPage('pages/bands/bands');
    await pass(1000);
    expect(wordsOf(page)).toBe('正在加载');
    answer({ refused: 'internal' });
    await pass(1000);
    expect(wordsOf(page)).toBe('服务出了点问题 过一会儿再试一次。 再试一次');
    works = true;
    call(page, 'onRetry');
    await pass(1000);
    expect(wordsOf(page)).toContain('还没有手环');
  });

  test('one band syncs from its card, and the card says how many days are safe', async () => {
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = openPage('pages/bands/bands');
    await pass(10);
    call(page, 'onSync', { id: band.id });
    await pass(300);
    expect(wordsOf(page)).toContain('已连接');
    await pass(30_000);
    expect(wordsOf(page)).toMatch(/同步 · 1 天已存好/);
  });
});

describe("a band's own page", () => {
  const DETAIL = 'packages/band/detail/detail';
  const open = async (over: Record<string, unknown> = {}) => {
    phone.wx().storage.set('bm.mine', entered());
    phone.wx().storage.set(`bm.band.${band.id}`, { ...memory, results, ...over });
    const page = openPage(DETAIL, { id: encodeURIComponent(band.id) });
    await pass(10);
    return page;
  };

  test('R1-5 says what it can do and how sure that is', async () => {
    const page = await open();
    expect(wordsOf(page)).toMatch(/iHealth AM3.*序列号尾号 4455 · 固件 1.6.12.*16%.*45 分钟前读取/);
    expect(wordsOf(page)).toMatch(/计步 厂商文档 历史 未用真机验证/);
    expect(wordsOf(page)).toContain('不支持：');
    expect(wordsOf(page)).toMatch(/协议来源 厂商文档/);
    expect(wordsOf(page)).not.toContain('查找手环');
  });

  test('R11-8 shows a sync of this band that another page began, and of no other band', async () => {
    phone.cloud({ 'account.enter': entered(), 'activity.upload': taken });
    const page = await open();
    const { syncBand } = jest.requireActual<
      typeof import('../../../miniprogram/services/activity/sync/index')
    >('../../../miniprogram/services/activity/sync/index');
    const other = syncBand(virtual);
    await pass(50);
    expect(wordsOf(page)).not.toContain('已连接');
    expect(page.instance.data.syncing).toBe('');
    await pass(30_000);
    await other;
    const work = syncBand(band);
    await pass(50);
    expect(wordsOf(page)).toContain('已连接');
    expect(page.instance.data.syncing).toBe(band.id);
    call(page, 'onSync');
    expect(phone.wx().showToast).toHaveBeenLastCalledWith({
      title: '这只手环正在同步。等它完成就好。',
      icon: 'none',
    });
    await pass(30_000);
    await work;
    expect(wordsOf(page)).not.toContain('已连接');
    expect(wordsOf(page)).toContain('3 次中 2 次成功');
  });

  test('R1-4 the last syncs name what happened', async () => {
    const page = await open();
    expect(wordsOf(page)).toContain('2 次中 1 次成功');
    call(page, 'onHistory');
    expect(wordsOf(page)).toMatch(/成功，新增 320 步.*正在读取历史时中断 · 手环断开了/);
  });

  test('R6-1 support opens with a ticket of this band and no diagnostics', async () => {
    const sessionFrom = 'ihealth/am3/T1234567';
    const asked = phone.cloud({ 'support.open': { ticket: 'T1234567', sessionFrom } });
    const page = await open();
    call(page, 'onSupport');
    await pass(10);
    expect(asked).toEqual([{ action: 'support.open', input: { band: band.id } }]);
    expect(wordsOf(page)).toMatch(/联系 ?iHealth ?客服.*打开客服会话/);
  });

  test('R2-10 unbinding asks once, and keeping keeps', async () => {
    const asked = phone.cloud({ 'band.unbind': {} });
    const page = await open();
    call(page, 'onUnbind');
    expect(wordsOf(page)).toMatch(/解除绑定？.*历史保留，以后的数据不再计入.*取消/);
    call(page, 'onKeep');
    expect(asked).toEqual([]);
    call(page, 'onUnbind');
    call(page, 'onUnbindYes');
    await pass(10);
    expect(asked).toEqual([{ action: 'band.unbind', input: { band: band.id } }]);
    expect(phone.wx().switchTab).toHaveBeenCalledWith({ url: '/pages/bands/bands' });
  });

  test('unbinding that fails is told and leaves the band', async () => {
    phone.cloud({ 'band.unbind': { refused: 'internal' } });
    const page = await open();
    call(page, 'onUnbindYes');
    await pass(10);
    expect(phone.wx().showModal).toHaveBeenCalledWith(
      expect.objectContaining({ title: '服务出了点问题', content: '过一会儿再试一次。' }),
    );
    expect(wordsOf(page)).toContain('iHealth AM3');
  });

  test('a band of which nothing is known yet is not called gone', async () => {
    let works = false;
    phone.cloud({ 'account.enter': () => (works ? entered() : { refused: 'internal' }) });
    const page = openPage(DETAIL, { id: band.id });
    expect(wordsOf(page)).not.toContain('没有这只手环');
    await pass(1000);
    expect(wordsOf(page)).toContain('服务出了点问题 过一会儿再试一次。');
    works = true;
    call(page, 'onRetry');
    await pass(1000);
    expect(wordsOf(page)).toContain('iHealth AM3');
  });

  test('a band that is not mine is one sentence', async () => {
    phone.wx().storage.set('bm.mine', entered());
    const page = openPage(DETAIL, { id: 'nobody' });
    await pass(10);
    expect(wordsOf(page)).toContain('没有这只手环');
  });
});
