/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { createVirtualColmi } from '../../../miniprogram/bands/colmi/virtual/band';
import type { VirtualColmi } from '../../../miniprogram/bands/colmi/virtual/options';
import { boundBand } from '../../helpers/bands';
import { NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

let ring: VirtualColmi;
const phone = installPhone({
  others(now) {
    ring = createVirtualColmi({ deviceId: '30:34:12:00:A1:B2', now, heartRate: 71 });
    return [ring];
  },
});

const band = boundBand({ id: 'ring', model: 'colmi-ring', protocol: 'colmi', serial: 'R02_A1B2' });
const me = { uid: 'u', name: '林晚', goal: 10_000, hidden: false, language: 'zh', offset: 28_800 };

async function open(...consents: string[]): Promise<Rendered> {
  const kept = { me, bands: [band, boundBand()], days: [], streak: 0, at: NOW };
  phone.wx().storage.set('bm.mine', kept);
  phone.wx().storage.set('bm.consent.u', consents);
  phone.cloud({ 'account.enter': kept });
  const page = openPage('packages/band/detail/detail', { id: band.id });
  await pass(10);
  return page;
}

const call = (page: Rendered, name: string, kind = 'heart-rate') =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, {
    detail: {},
    currentTarget: { dataset: { kind } },
  });

describe('R10-2 the heart rate on a band’s page', () => {
  test('without consent it is neither offered nor claimed; where to turn it on is said', async () => {
    const page = await open();
    expect(wordsOf(page)).not.toContain('实时心率');
    expect(wordsOf(page)).not.toMatch(/睡眠 (单一来源|多个实现)/);
    expect(wordsOf(page)).toContain('在“我的”里打开后可用：睡眠、心率');
    expect(wordsOf(page)).not.toContain('不支持：睡眠');
    expect(wordsOf(page)).toContain('查找戒指');
    expect(wordsOf(page)).not.toContain('手环');
  });

  test('with consent: a tap reads it, a tap ends it, and nothing is kept', async () => {
    const page = await open('heart-rate');
    expect(wordsOf(page)).toMatch(/实时心率 .* – 次\/分 开始/);
    expect(wordsOf(page)).toContain('在“我的”里打开后可用：睡眠');
    const before = new Map(phone.wx().storage);
    call(page, 'onLive');
    expect(wordsOf(page)).toMatch(/正在连接 – 次\/分 停止/);
    await pass(1000);
    expect(wordsOf(page)).toMatch(/正在测量，不会保存 71 次\/分 停止/);
    expect(ring.measuring).toBe(true);
    call(page, 'onLive');
    await pass(200);
    expect(wordsOf(page)).toMatch(/刚才的读数，不会保存 71 次\/分 开始/);
    expect(ring.measuring).toBe(false);
    expect(phone.wx().storage).toEqual(before);
  });

  test.each(['hide', 'detach'] as const)('R11-9 leaving the page ends it: %s', async (leave) => {
    const page = await open('heart-rate');
    call(page, 'onLive');
    await pass(1000);
    expect(ring.measuring).toBe(true);
    if (leave === 'hide') page.triggerPageLifeTime('hide');
    else page.detach();
    await pass(200);
    expect(ring.measuring).toBe(false);
  });

  test('a band that is away is told in the words of every page, and can be tried again', async () => {
    const page = await open('heart-rate');
    phone.radio().setInRange(ring.deviceId, false);
    call(page, 'onLive');
    await pass(20_000);
    expect(wordsOf(page)).toMatch(/实时心率 找不到戒指 – 次\/分 开始/);
    phone.radio().setInRange(ring.deviceId, true);
    call(page, 'onLive');
    await pass(1000);
    expect(wordsOf(page)).toContain('71 次/分');
  });

  test.each([
    ['onFind', () => ring.found > 0],
    ['onLive', () => ring.measuring],
  ] as const)(
    'R2-4 Bluetooth is off: %s says what to do, and goes on once it is on',
    async (tap, done) => {
      const page = await open('heart-rate');
      phone.radio().setAvailable(false);
      call(page, tap);
      await pass(1000);
      expect(wordsOf(page)).toContain('手机蓝牙未打开 打开蓝牙后会自动继续。 打开蓝牙设置');
      expect(phone.wx().showToast).not.toHaveBeenCalled();
      phone.radio().setAvailable(true);
      await pass(1000);
      expect(wordsOf(page)).not.toContain('手机蓝牙未打开');
      expect(done()).toBe(true);
      page.detach();
      await pass(3000);
    },
  );

  test('a band lost in mid-look takes its last number with it', async () => {
    const page = await open('heart-rate');
    call(page, 'onLive');
    await pass(1000);
    expect(wordsOf(page)).toContain('71 次/分');
    phone.radio().setInRange(ring.deviceId, false);
    await pass(20_000);
    expect(wordsOf(page)).toMatch(/实时心率 戒指断开了 – 次\/分 开始/);
    phone.radio().setInRange(ring.deviceId, true);
  });

  test('R11-8 one dialogue a band: a sync meanwhile is told to wait', async () => {
    const page = await open('heart-rate');
    call(page, 'onLive');
    await pass(1000);
    call(page, 'onSync');
    await pass(100);
    expect(wordsOf(page)).toContain('戒指正忙');
    expect(ring.measuring).toBe(true);
  });

  test('steps need no consent of their own, and one look is under way at a time', async () => {
    const page = await open();
    expect(wordsOf(page)).toMatch(/实时步数 .* – 步 开始/);
    call(page, 'onLive', 'steps');
    await pass(1000);
    expect(wordsOf(page)).toMatch(/实时步数 已连接，走几步看看 – 步 停止/);
    ring.addSteps(8440);
    await pass(1500);
    expect(wordsOf(page)).toMatch(/实时步数 戒指正在数，同步后计入 8,440 步 停止/);
    call(page, 'onLive', 'steps');
    await pass(2500);
    expect(wordsOf(page)).toMatch(/刚才的数，同步后计入 8,440 步 开始/);
  });

  test('a band without a heart rate has no such card', async () => {
    await open('heart-rate');
    const page = openPage('packages/band/detail/detail', { id: boundBand().id });
    await pass(10);
    expect(wordsOf(page)).not.toContain('实时心率');
    expect(wordsOf(page)).toMatch(/不支持：.*心率/);
  });
});
