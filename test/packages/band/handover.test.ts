/** @jest-environment jsdom */
/** R2-8: asking for somebody else's band, and answering who asks for one's own. */
import { describe, expect, test } from '@jest/globals';
import type { OwnClaim } from '../../../miniprogram/contract/api';
import { modelOf } from '../../../miniprogram/contract/makers';
import { bandId } from '../../../miniprogram/contract/serial';
import { boundBand, MAC } from '../../helpers/bands';
import { NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();
const WEEK = 7 * 86_400;
const WISH = { model: 'am3', serial: MAC, protocol: 'wechat-airsync', deviceId: 'here' };
const NONE = { mine: [], asked: [] };
const TIMES = { claim: 'c1', at: NOW, until: NOW + WEEK };

async function open(
  answers: Record<string, unknown>,
  query: Record<string, string> = WISH,
  path = 'handover/handover',
) {
  const kept = {
    me: null,
    bands: [boundBand({ syncedAt: NOW - 2700 })],
    days: [],
    streak: 0,
    at: NOW,
  };
  phone.wx().storage.set('bm.mine', kept);
  const asked = phone.cloud({ 'band.claims': NONE, 'account.enter': kept, ...answers });
  const page = openPage(`packages/band/${path}`, query);
  await pass(100);
  return { page, asked };
}

const tap = async (page: Rendered, name: string, act = '', wait = 30_000) => {
  (page.instance[name] as (event: object) => void).call(page.instance, {
    currentTarget: { dataset: { act } },
  });
  await pass(wait);
};

/** The band of the wish, as the cloud names it. */
const BAND = bandId(modelOf('am3')!, MAC, { uid: '', virtual: false });

const claim = (over: Partial<OwnClaim>): OwnClaim => ({
  ...{ band: BAND, model: 'am3', tail: MAC.slice(-4), state: 'asked' as const, ...TIMES, ...over },
});

describe('asking', () => {
  test('R2-8 says what it means before anybody is asked', async () => {
    const { page, asked } = await open({});
    expect(wordsOf(page)).toMatch(
      /这只手环属于另一个人 iHealth AM3 · 尾号 4455 申请转移 添加别的手环/,
    );
    expect(wordsOf(page)).toContain('对方会看到你名字的第一个字 由对方决定，7 天内有效');
    expect(asked.map(({ action }) => action)).toEqual(['band.claims']);
  });

  test('R2-8 the band is read first, and what it remembers goes with the wish', async () => {
    const { page, asked } = await open({ 'band.claim': { state: 'asked', ...TIMES } });
    const before = phone.band().remembered;
    await tap(page, 'onButton', 'ask');
    expect(wordsOf(page)).toContain('已申请，等对方回答');
    expect(wordsOf(page)).toContain('11月22日 20:36 申请，11月29日 20:36 失效');
    const { input } = asked.find(({ action }) => action === 'band.claim')!;
    expect(input).toMatchObject({ model: 'am3', serial: MAC, proof: expect.any(Array) });
    // Its owner loses nothing: what it has not told them it still has.
    expect(phone.band().remembered).toBeGreaterThanOrEqual(before);
    expect(before).toBeGreaterThan(0);
  });

  test('R2-8 without the band nobody is asked', async () => {
    const { page, asked } = await open({ 'band.claim': { state: 'asked', ...TIMES } });
    phone.radio().setInRange('here', false);
    await tap(page, 'onButton', 'ask', 60_000);
    expect(wordsOf(page)).toContain('没有读到这只手环 申请时要在身边。 再找一次');
    expect(asked.map(({ action }) => action)).toEqual(['band.claims']);
    phone.radio().setInRange('here', true);
    await tap(page, 'onTrouble');
    expect(wordsOf(page)).toContain('已申请，等对方回答');
  });

  test('R2-8 who has it for sure need not wait, and binds it', async () => {
    const { page, asked } = await open({
      'band.claim': { state: 'granted' },
      'band.bind': { band: boundBand() },
    });
    await tap(page, 'onButton', 'ask');
    expect(wordsOf(page)).toContain('手环归你了');
    await tap(page, 'onButton', 'bind');
    expect(asked.map(({ action }) => action)).toContain('band.bind');
    expect(phone.wx().switchTab).toHaveBeenCalledWith({ url: '/pages/today/today' });
  });

  test('R2-8 a wish is taken back, and rests', async () => {
    const { page, asked } = await open({
      'band.claims': { mine: [claim({})], asked: [] },
      'band.withdraw': {},
    });
    expect(wordsOf(page)).toContain('撤回申请');
    await tap(page, 'onButton', 'withdraw');
    expect(asked).toContainEqual({ action: 'band.withdraw', input: { claim: 'c1' } });
    expect(wordsOf(page)).toContain('7 天内申请过 iHealth AM3 · 尾号 4455 11月29日后可再申请');
  });
});

test('R2-8 what was asked for another band whose serial ends alike says nothing of this one', async () => {
  const other = claim({ band: `mac-000000${MAC.slice(-4)}`, state: 'refused' });
  const { page } = await open({ 'band.claims': { mine: [other], asked: [] } });
  expect(wordsOf(page)).toContain('申请转移');
});

test('R2-8 the band that was given is the one that is bound, not another whose serial ends alike', async () => {
  const given = claim({ state: 'given' });
  const query = { claim: 'c1' };
  const answers = {
    'band.claims': { mine: [given], asked: [] },
    'band.bind': { band: boundBand() },
  };
  const { page, asked } = await open(answers, query);
  const { mine } =
    require('../../../miniprogram/services/account/index') as typeof import('../../../miniprogram/services/account/index');
  const elsewhere = boundBand({
    id: 'honor-4455',
    model: 'honor-band',
    serial: `XX${MAC.slice(-4)}`,
  });
  mine.set({ bands: [elsewhere, boundBand({ id: BAND })] });
  await tap(page, 'onButton', 'bind');
  const { input } = asked.find(({ action }) => action === 'band.bind')!;
  expect(input).toMatchObject({ model: 'am3', serial: MAC });
});

describe('what became of it', () => {
  const see = async (own: OwnClaim) => {
    const mine = { 'band.claims': { mine: [own], asked: [] } };
    return wordsOf((await open(mine, { claim: 'c1' })).page);
  };

  test.each([
    ['given', {}, /对方同意了 .*，现在就能绑定 绑定这只手环 以后再说 只计入绑定以后的步数/],
    ['refused', {}, /对方没有同意 .*，11月29日后可以再申请一次 添加别的手环 联系.*客服/],
    ['asked', { until: NOW - 1 }, /申请已失效 .* 对方没有回答 添加别的手环/],
    ['asked', {}, /已申请，等对方回答/],
  ] as const)('R2-8 %s %j', async (state, over, words) => {
    expect(await see(claim({ state, ...over }))).toMatch(words);
  });

  test('R2-8 a claim nobody knows is told as that', async () => {
    const { page } = await open({}, { claim: 'other' });
    expect(wordsOf(page)).toContain('没有这个申请');
  });
});

describe('answering', () => {
  const ASKED = { mine: [], asked: [{ band: boundBand().id, who: '步**', ...TIMES }] };
  const answer = (answers: Record<string, unknown>) =>
    open(answers, { claim: 'c1' }, 'answer/answer');

  test('R2-8 shows which band, who asks, what it means and until when', async () => {
    const { page } = await answer({ 'band.claims': ASKED });
    expect(wordsOf(page)).toMatch(/iHealth AM3 尾号 4455 · 45 分钟前同步 步\*\*想要这只手环/);
    expect(wordsOf(page)).toContain('你的历史、名次和连续达标保留');
    expect(wordsOf(page)).toContain('11月29日前不回答');
  });

  test.each([
    ['onGive', true],
    ['onKeep', false],
  ] as const)('R2-8 %s is said to the cloud', async (name, give) => {
    const { page, asked } = await answer({ 'band.claims': ASKED, 'band.answer': {} });
    await tap(page, name);
    expect(asked).toContainEqual({ action: 'band.answer', input: { claim: 'c1', give } });
    expect(phone.wx().switchTab).toHaveBeenCalledWith({ url: '/pages/bands/bands' });
  });

  test('R2-8 what was taken back meanwhile is answered no more', async () => {
    const gone = { 'band.claims': ASKED, 'band.answer': { refused: 'not-found' } };
    const { page } = await answer(gone);
    await tap(page, 'onGive');
    expect(wordsOf(page)).toContain('申请已失效 手环仍归你');
  });
});
