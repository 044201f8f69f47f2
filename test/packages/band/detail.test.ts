/** @jest-environment jsdom */
/** A bound band's page. */
import { expect, test } from '@jest/globals';
import { detailView } from '../../../miniprogram/packages/band/detail/view';
import { boundBand } from '../../helpers/bands';
import { NOW, sampleMe } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, wordsOf } from '../../helpers/simulate';

const phone = installPhone();

test('how old its battery is may go below it: it begins with no dot', () => {
  const memory = {
    ...{ deviceId: null, firmware: null, syncedAt: null, results: [] },
    ...{ battery: 64, batteryAt: NOW },
  };
  const facts = { band: boundBand(), memory, goal: 8000, now: NOW, shop: false };
  expect(detailView(facts).readAt).toBe('刚刚读取');
});

test('the bar has room for what a virtual one is, the page for what it stands for', async () => {
  const band = { ...boundBand(), virtual: true };
  const kept = { me: sampleMe(), bands: [band], days: [], streak: 0, at: NOW };
  phone.wx().storage.set('bm.mine', kept);
  phone.cloud({ 'account.enter': { ...kept, notices: [], templates: {}, devices: [] } });
  const page = openPage('packages/band/detail/detail', { id: band.id });
  await pass(10);
  expect(wordsOf(page)).toContain('虚拟手环 · iHealth AM3');
  expect(phone.wx().setNavigationBarTitle).toHaveBeenLastCalledWith(
    expect.objectContaining({ title: '虚拟手环' }),
  );
});
