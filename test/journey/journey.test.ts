/**
 * The main job in a real browser: two people, two bands of different makers, one ranking; then every
 * verb of the mission once. The steps build on each other and run in order.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addNearby, befriend, TABS } from './acts';
import { costOf, type Journey, openJourney, type Phone, phone, worstSecond } from './open';

let journey: Journey;
let one: Phone;
let two: Phone;

beforeAll(async () => {
  journey = await openJourney();
  one = phone(journey.page, 1);
  two = phone(journey.page, 2);
});
afterAll(() => journey?.close());

/** The panel's steps of a band, e.g. "6,591". */
const stepsOf = (id: string) => journey.page.getByTestId(`band-${id}-steps`).innerText();
const walk = async (id: string, steps: number) => {
  await journey.page.getByTestId(`band-${id}-amount`).fill(String(steps));
  await journey.page.getByTestId(`band-${id}-walk`).click();
};
/** Opens the ranking anew and waits until it shows this many steps first. */
async function firstOnBoard(who: Phone, steps: string): Promise<string> {
  await who.tab(TABS.today);
  await who.tab(TABS.ranking);
  await who.text('进行中').waitFor();
  const first = who.shown.locator('.bm-row').first();
  await first.getByText(steps, { exact: true }).waitFor();
  return first.innerText();
}

describe('the main job', () => {
  test('phone 1 finds, binds and syncs the AirSync band', async () => {
    await addNearby(one, 'iHealth AM3');
    await one.counts(await stepsOf('airsync'));
    expect(await one.text('公里').count()).toBeGreaterThan(0);
    expect(await one.text('千卡').count()).toBeGreaterThan(0);
  });

  test('phone 2 does the same with the pedometer band', async () => {
    await addNearby(two, '乐心 Mambo');
    await two.counts(await stepsOf('pedometer'));
  });

  test('R5-2 an invitation card makes friends after the other accepts', async () => {
    await befriend(journey, one, two);
  });

  test('R5-1 one ranking on both phones, with maker, source and last sync', async () => {
    for (const who of [one, two]) {
      const first = await firstOnBoard(who, await stepsOf('airsync'));
      expect(first).toContain('iHealth');
      expect(first).toContain('手环直读');
      expect(first).toMatch(/刚刚|分钟前/);
      const second = await who.shown.locator('.bm-row').nth(1).innerText();
      expect(second).toContain(await stepsOf('pedometer'));
      expect(second).toContain('乐心');
      expect(second).toContain('实时计数');
    }
  });

  test('more steps on a band and a sync change the order', async () => {
    const before = Number((await stepsOf('pedometer')).replace(/\D/g, ''));
    await walk('pedometer', 9000);
    await two.tab(TABS.today);
    await two.sync();
    const steps = await stepsOf('pedometer');
    expect(Number(steps.replace(/\D/g, ''))).toBe(before + 9000);
    await two.counts(steps);
    for (const who of [one, two]) expect(await firstOnBoard(who, steps)).toContain('乐心');
  });
});

describe('every verb of the mission', () => {
  test('R4-2 a day goes to a chat and to Moments, which opens it without a login', async () => {
    await one.tab(TABS.today);
    await one.exact('分享').click();
    await one.exact('转发给朋友').click();
    await one.chrome('capsule-menu').click();
    await one.chrome('menu-moments').click();
    const moments = journey.page.getByTestId('share-moments');
    await moments.getByText('小贝打开').click();
    await two.chrome('single-open').waitFor();
    await two.text('前往小程序').first().waitFor();
    await two.exact(await stepsOf('airsync')).waitFor();
    expect(await two.shown.locator('button').count()).toBe(0);
    await two.chrome('single-open').click();
    await two.chrome('nav-home').click();
    await one.back();
  });

  test('R2-1 a link code fills in model and serial; a band of somebody else is refused', async () => {
    await journey.page.getByTestId('code-link-preview-a-Lifesense Mambo').click();
    await one.text('乐心 Mambo').first().waitFor();
    await one.text('C81F66B07E02').first().waitFor();
    await one.exact('绑定这只手环').click();
    await one.text('这只手环属于另一个人').waitFor();
  });

  test('R2-2 a mini-program code of a band already bound opens it, and adds nothing', async () => {
    await journey.page.getByTestId('code-program-preview-a-iHealth AM3').click();
    await one.text('98D3312A4F01').first().waitFor();
    await one.text('这只手环已经添加').waitFor();
    await one.chrome('nav-home').click();
    await one.tab(TABS.bands);
    await one.text('iHealth AM3').first().waitFor();
    expect(await one.text('iHealth AM3').count()).toBe(1);
  });

  test('R2-3 scanning something else says what it is', async () => {
    await one.tab(TABS.bands);
    await one.tap('添加手环');
    for (const [code, sentence] of [
      ['http://we.qq.com/d/AQC_1234', '这是 2014 年的微信硬件码'],
      ['wxp://f2f0payment', '这不是手环的二维码'],
    ] as const) {
      await one.exact('扫一扫').click();
      await one.chrome('scan-text').fill(code);
      await one.chrome('scan-use').click();
      await one.text(sentence).waitFor();
    }
    await one.back();
  });

  test('R6-1 the contact button names maker and model; the push is stored once and greeted', async () => {
    await one.tab(TABS.bands);
    await one.text('iHealth AM3').first().click();
    await one.tap('联系 iHealth 客服');
    await one.exact('打开客服会话').click();
    const session = one.chrome('support-session');
    await session.waitFor();
    expect(await session.innerText()).toMatch(/^ihealth\/am3\/[\w-]{8,32}$/);
    await one.chrome('support-lines').locator('.bubble:not(.mine)').first().waitFor();
    await one.chrome('support-text').fill('手环充不进电');
    await one.chrome('support-send').click();
    const stored = () =>
      journey.preview.cloud.local.store.count('messages', { 'content.Content': '手环充不进电' });
    await journey.until(() => stored() === 1);
    await one.chrome('panel-close').click();
  });

  test('R7-1 the model page offers the band at JD', async () => {
    await one.exact('关闭').or(one.shown.getByLabel('关闭')).first().click();
    await one.tap('型号与购买');
    await one.text('在京东购买').click();
    await one.chrome('modal').getByText('wx91d27dbf599dff74').waitFor();
    await one.chrome('modal-cancel').click();
    await one.back();
    await one.back();
  });
});

describe('bad input', () => {
  test('R2-4 Bluetooth off is named, and coming back needs no tap', async () => {
    await journey.page.getByTestId('preview-b-bluetooth').click();
    await two.tab(TABS.bands);
    await two.tap('添加手环');
    await two.text('手机蓝牙未打开').first().waitFor();
    await journey.page.getByTestId('preview-b-bluetooth').click();
    await two.text('iHealth AM3').first().waitFor();
    await two.back();
  });

  test('a link dropped in mid-sync, garbage and a silent band each say one sentence; the next sync completes', async () => {
    for (const [fault, sentence] of [
      ['garbage', '手环的回答读不懂'],
      ['silent', '手环没有响应'],
    ] as const) {
      await walk('airsync', 100);
      await journey.page.getByTestId(`band-airsync-${fault}`).click();
      await one.tab(TABS.today);
      await one.sync();
      await one.text(sentence).waitFor();
      await journey.page.getByTestId(`band-airsync-${fault}`).click();
      await one.exact('再试一次').click();
      await one.counts(await stepsOf('airsync'));
    }
    await walk('airsync', 100);
    await journey.page.getByTestId('band-airsync-drop').click();
    await one.sync();
    await one.text('手环断开了').waitFor();
    await one.exact('继续同步').click();
    await one.counts(await stepsOf('airsync'));
  });

  test('a cloud error leaves the data on the phone; the next sync uploads it', async () => {
    await walk('airsync', 100);
    await journey.page.getByTestId('cloud-error').click();
    await one.sync();
    const steps = await stepsOf('airsync');
    await one.counts(steps);
    await one.sync();
    const days = { 'total.steps': Number(steps.replace(/\D/g, '')) };
    await journey.until(() => journey.preview.cloud.local.store.count('days', days) === 1);
    await two.tab(TABS.today);
    await two.tab(TABS.ranking);
    await two.exact(steps).waitFor();
  });
});

test('drivers that could not be downloaded are said, and the button gets them', async () => {
  const { panel, phone: alone, network, lacked, close } = await journey.neighbour();
  await panel.getByTestId('band-add').selectOption('colmi-ring');
  await panel.evaluate(() => localStorage.setItem('preview.phone.newcomer', '{"network":"none"}'));
  const newcomer = await alone('newcomer');
  await lacked();
  await network('newcomer', 'wifi');
  await newcomer.tab(TABS.bands);
  await newcomer.tap('添加手环');
  const ring = newcomer.shown.locator('.near').filter({ hasNotText: /iHealth AM3|Mambo/ });
  await ring.first().click();
  await network('newcomer', 'none');
  await newcomer.exact('绑定这只戒指').click();
  await newcomer.text('戒指功能还没下载').waitFor();
  await network('newcomer', 'wifi');
  await newcomer.exact('再试一次').click();
  await newcomer.text('刚刚同步').waitFor();
  await close();
});

test('pages are sent little, and storage is read once', async () => {
  for (const who of [one, two]) {
    const { sent, read, readBeforeReady } = await costOf(who);
    const worst = [...sent].map(([page, times]) => [page, worstSecond(times)] as const);
    // What comes by itself is held to 4 (test/pages/today); the rest is what taps ask for.
    expect(worst.filter(([, most]) => most > 12)).toEqual([]);
    expect(readBeforeReady).toBeLessThanOrEqual(12);
    expect(read.filter((key, index) => read.indexOf(key) !== index)).toEqual([]);
  }
});

test('data survives a restart of preview and cloud', async () => {
  const steps = await two.shown.locator('.bm-row-steps').first().innerText();
  await journey.restart();
  await firstOnBoard(one, steps);
  await one.tab(TABS.bands);
  await one.text('iHealth AM3').first().waitFor();
});

test('R2-11 phone 2 is a band: phone 1 finds, binds and reads it over the air, and it counts for nobody', async () => {
  await two.tab(TABS.me);
  await two.tap('厂商实验室');
  await two.tap('这部手机当手环');
  await two.text('等另一部手机来连').waitFor();
  const name = await two.text(/^BM-LAB/).innerText();
  await one.tab(TABS.today);
  const counted = await one.shown.locator('.day-steps').innerText();
  await one.tab(TABS.bands);
  await one.tap('添加手环');
  await one.shown
    .locator('.near')
    .filter({ hasText: name.slice(-4) })
    .click();
  await one.exact('绑定这只手环').click();
  await two.text('读取 FEA1').first().waitFor();
  await two.text('等另一部手机来连').waitFor();
  await one.tab(TABS.bands);
  // While it is read its name stands in the sync, too.
  await one.shown.locator('.name').filter({ hasText: '虚拟手环 · 通用微信计步手环' }).waitFor();
  await one.tab(TABS.today);
  await one.counts(counted);
  await two.back();
  await one.tab(TABS.bands);
  await one.tap('添加手环');
  await one.text('附近的手环').first().waitFor();
  expect(
    await one.shown
      .locator('.near')
      .filter({ hasText: name.slice(-4) })
      .count(),
  ).toBe(0);
});

test('no frame complained', () => {
  expect(journey.complaints).toEqual([]);
});
