/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { fakeCloud, sampleBand } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

let scene = 1001;
fixTime();
const wxNow = installWx(() => ({ getEnterOptionsSync: () => ({ scene }) }));

function open(model: string, bands = [sampleBand()]): Rendered {
  wxNow().storage.set('bm.mine', { me: null, bands, days: [], streak: 0, at: 1 });
  return openPage('packages/band/model/model', { model });
}

const call = (page: Rendered, name: string, detail: unknown = {}) =>
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, { detail });

describe('a model', () => {
  test('R7-1 shows name, maker, how sure we are, and the way to JD', () => {
    const words = wordsOf(open('honor-band'));
    expect(words).toContain('荣耀手环');
    expect(words).toContain('联系荣耀客服');
    expect(words).toContain('在京东购买');
    expect(words).toContain('微信 AirSync');
  });

  test('R7-2 without a commission nothing says 推广', () => {
    expect(wordsOf(open('honor-band'))).not.toContain('推广');
  });

  test('R7-3 opened from Moments there is no way to JD', () => {
    scene = 1154;
    expect(wordsOf(open('honor-band'))).not.toContain('在京东购买');
    scene = 1001;
  });

  test('R7-4 a model without an item shows none', () => {
    expect(wordsOf(open('wechat-band'))).not.toContain('在京东购买');
  });

  test('R7-1 when JD does not open the link is offered', async () => {
    const page = open('honor-band');
    wxNow().navigateToMiniProgram = ({ fail }: { fail: (e: unknown) => void }) =>
      fail({ errMsg: 'navigateToMiniProgram:fail' });
    wxNow().showModal = async () => ({ confirm: true });
    Object.assign((globalThis as Record<string, unknown>).wx as object, {
      navigateToMiniProgram: wxNow().navigateToMiniProgram,
      showModal: wxNow().showModal,
    });
    call(page, 'onBuy');
    await settle();
    expect(wxNow().setClipboardData).toHaveBeenLastCalledWith({
      data: expect.stringContaining('https://so.m.jd.com/'),
    });
  });

  test('R6-1 opened first of all, from a card: whose band it is is asked before it is said', async () => {
    const { asked, cloud } = fakeCloud({
      'account.enter': { me: null, bands: [sampleBand()], days: [], streak: 0, at: 1 },
      'support.open': { ticket: 't', sessionFrom: 'honor/honor-band/T1234567' },
    });
    wxNow().cloud = cloud;
    const page = openPage('packages/band/model/model', { model: 'honor-band' });
    call(page, 'onSupport');
    await settle(60);
    expect(asked.map(({ action }) => action)).toEqual(['account.enter', 'support.open']);
    expect(wordsOf(page)).toContain('打开客服会话');
  });

  test('adding it opens the add page with the model', () => {
    call(open('am3'), 'onAdd');
    expect(wxNow().navigateTo).toHaveBeenCalledWith({ url: '/packages/add/add?model=am3' });
  });

  test('an unknown model has one way on', () => {
    const page = open('no-such');
    expect(wordsOf(page)).toContain('没有这个型号');
    call(page, 'onAdd');
    expect(wxNow().navigateTo).toHaveBeenCalledWith({ url: '/packages/add/add' });
  });
});

describe('its support', () => {
  const answers = (seen: unknown[]) => ({
    'support.open': (input: unknown) => {
      seen.push(input);
      return { ticket: 'ticket-0001', sessionFrom: 'honor/honor-band/ticket-0001' };
    },
  });

  test('R6-1 the chat button names maker, model and ticket', async () => {
    const seen: unknown[] = [];
    wxNow().cloud = fakeCloud(answers(seen)).cloud;
    const page = open('honor-band');
    call(page, 'onSupport');
    await settle();
    expect(page.instance.data.supportView).toMatchObject({
      desk: true,
      sessionFrom: 'honor/honor-band/ticket-0001',
      cardTitle: '荣耀手环',
    });
    expect(wordsOf(page)).toContain('打开客服会话');
    expect(seen).toEqual([{ band: sampleBand().id }]);
  });

  test('R6-4 without a tick the tap on the chat sends nothing more', async () => {
    const seen: unknown[] = [];
    wxNow().cloud = fakeCloud(answers(seen)).cloud;
    const page = open('honor-band');
    call(page, 'onSupport');
    await settle();
    call(page, 'onSupportContact');
    await settle();
    expect(seen).toHaveLength(1);
  });

  test('R6-4 what was ticked is shown first and leaves with the tap', async () => {
    const seen: unknown[] = [];
    wxNow().cloud = fakeCloud(answers(seen)).cloud;
    const page = open('honor-band');
    const diagnostics = {
      model: 'honor-band',
      protocol: 'wechat-airsync',
      firmware: '1.6.12',
      phone: { system: 'iOS 18.1', wechat: '8.0.56' },
      lastError: null,
      syncs: [],
      errors: [],
    };
    const open_ = page.instance.openSupport as (subject: unknown) => void;
    open_.call(page.instance, { model: 'honor-band', band: sampleBand(), diagnostics });
    await settle();
    expect(wordsOf(page)).not.toContain('1.6.12');
    call(page, 'onSupportTick');
    expect(wordsOf(page)).toContain('勾选后只发送下面 7 项');
    expect(wordsOf(page)).toContain('1.6.12');
    expect(seen).toHaveLength(1);
    call(page, 'onSupportContact');
    await settle();
    expect(seen[1]).toEqual({ band: sampleBand().id, diagnostics });
  });

  test('R6-5 a maker without a desk can be reached on its site', async () => {
    const page = open('wechat-band', [sampleBand({ model: 'wechat-band' })]);
    call(page, 'onSupport');
    expect(wordsOf(page)).toContain('没有在环友开通在线客服');
    call(page, 'onSupportCopy');
    expect(wxNow().setClipboardData).toHaveBeenLastCalledWith({
      data: expect.stringMatching(/^https:/),
    });
  });

  test('R6-1 without a ticket there is no chat button, but a second try', async () => {
    let online = false;
    wxNow().cloud = fakeCloud({
      'support.open': () =>
        online
          ? { ticket: 't', sessionFrom: 'honor/honor-band/ticket-0001' }
          : Promise.reject({ errCode: -1, errMsg: 'x' }),
    }).cloud;
    const page = open('honor-band');
    call(page, 'onSupport');
    await settle();
    expect(wordsOf(page)).toContain('没有网络');
    expect(wordsOf(page)).not.toContain('打开客服会话');
    online = true;
    call(page, 'onSupportRetry');
    await settle();
    expect(wordsOf(page)).toContain('打开客服会话');
  });
});
