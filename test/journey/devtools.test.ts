/**
 * R9-1 What a maker sees in WeChat DevTools with the test appid: no Bluetooth, no cloud of WeChat's, the
 * local cloud asked over `wx.request`; sample friends, and a virtual band of the lab in place of a real one.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TABS } from './acts';
import { type DevtoolsStage, openDevtoolsStage } from './devtools';

let stage: DevtoolsStage;
beforeAll(async () => {
  stage = await openDevtoolsStage();
});
afterAll(() => stage?.close());

test('R9-1 agreeing, friends on 排行, a virtual band of the lab bound and synced, 今天', async () => {
  const { who } = stage;
  await who.exact('同意并开始').click();
  await who.exact('14 岁或以上').click();
  await who.text('还没有手环').first().waitFor();
  await who.tab(TABS.ranking);
  await who.text('示例 陈果').first().waitFor();
  await who.tab(TABS.me);
  await who.tap('厂商实验室');
  await who.text('bluetooth-sig').first().click();
  await who.exact('用这只虚拟手环同步').click();
  await who.chrome('toast').filter({ hasText: '已同步' }).waitFor();
  await who.back();
  await who.tab(TABS.today);
  await who.shown.locator('.day-steps').filter({ hasText: /[1-9]/ }).waitFor();
  expect(await who.shown.locator('body').innerText()).toContain('虚拟');
  expect(stage.complaints).toEqual([]);
});

test('R9-1 the entry from Moments shows a day that a sample person shared', async () => {
  const shown = await stage.enter('朋友圈单页');
  await shown.getByText('11,206').first().waitFor();
  expect(await shown.locator('body').innerText()).toContain('前往小程序');
  expect(stage.complaints).toEqual([]);
});
