/** @jest-environment jsdom */
/** R12-2: the owner of a day that boards withhold sees why, and asks to have it looked at. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { countDay } from '../../../miniprogram/contract/counting';
import { boundBand } from '../../helpers/bands';
import { DAY, NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();
const band = boundBand({ syncedAt: NOW - 180 });
const KEPT = { me: null, bands: [band], days: [], streak: 0, at: NOW };
const FAST = Object.fromEntries([40, 41, 42, 43].map((slot) => [slot, { steps: 2700 }]));
const ROPE = { band: band.id, slot: 55, steps: 4210 };

type Slots = Record<number, { steps: number }>;

/** The cloud's day, of slots. */
function dayOf(slots: Slots) {
  const one = { source: band.id, sourceClass: 'direct' as const, day: DAY, slots };
  return { sources: [{ ...one, maker: 'ihealth' }], total: countDay(DAY, [one]), review: null };
}
/** A day of which the cloud refused slots, by steps. */
function heldBy(heldOff: Record<number, number>, slots = { 40: { steps: 900 } } as Slots) {
  const day = dayOf(slots);
  return { ...day, sources: day.sources.map((one) => ({ ...one, heldOff })) };
}
const review = (more: object) => ({
  ...{ state: 'asked', at: NOW - 600, note: '陪孩子跳绳', reason: 'too-fast', steps: 10_800 },
  ...{ slots: [], decidedAt: null, why: null, ...more },
});

let told:
  | ReturnType<typeof dayOf>
  | (Omit<ReturnType<typeof dayOf>, 'review'> & { review: object });
let heard: unknown[];
beforeEach(() => {
  told = dayOf(FAST);
  heard = [];
  phone.wx().storage.set('bm.mine', KEPT);
});

async function open(page: 'review/review' | 'why/why'): Promise<Rendered> {
  phone.cloud({
    ...{ 'account.enter': KEPT, 'activity.sources': () => told },
    'review.ask': (input: unknown) => {
      heard.push(input);
      return { review: review({ at: NOW }) };
    },
    'review.withdraw': (input: unknown) => {
      heard.push(input);
      told = { ...told, review: null };
      return {};
    },
  });
  const shown = openPage(`packages/history/${page}`, { day: String(DAY) });
  await pass(1000);
  return shown;
}
const refuse = () => {
  const parts = [{ slot: ROPE.slot, steps: ROPE.steps }];
  phone.wx().storage.set('bm.withheld', [{ band: band.id, day: DAY, parts }]);
};
async function call(page: Rendered, name: string, event: unknown = {}): Promise<void> {
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);
  await pass(100);
}

describe('R12-2 为什么是这个数 leads to it', () => {
  test('a day that is withheld says why, and that it can be asked about', async () => {
    const page = await open('why/why');
    const words = wordsOf(page);
    expect(words).toContain(
      '暂不进榜 待核实 · 全天 连续 60 分钟，每分钟超过 180 步，可申请核实 10,800',
    );
    expect(words).not.toContain('没有计入');
    await call(page, 'onReview', { currentTarget: { dataset: { review: true } } });
    const url = `/packages/history/review/review?day=${DAY}`;
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({ url });
  });

  test('so does a slot that the cloud refused', async () => {
    told = dayOf({ 40: { steps: 900 } });
    refuse();
    expect(wordsOf(await open('why/why'))).toContain(
      '没有计入 待核实 · 1 个时段 13:45 超过 250 步/分，可申请核实 4,210',
    );
  });

  test('and one that another phone sent, with what this one was refused, each once', async () => {
    told = heldBy({ [ROPE.slot]: ROPE.steps });
    const row = (times: string, steps: string) =>
      `待核实 · ${times} 超过 250 步/分，可申请核实 ${steps}`;
    expect(wordsOf(await open('why/why'))).toContain(row('1 个时段 13:45', '4,210'));
    refuse();
    expect(wordsOf(await open('why/why'))).toContain(row('1 个时段 13:45', '4,210'));
    told = heldBy({ [ROPE.slot]: ROPE.steps + 90, 56: 4000 });
    expect(wordsOf(await open('why/why'))).toContain('待核实 · 2 个时段');
    expect(wordsOf(await open('why/why'))).toContain('8,300');
  });

  test('also of a day on which nothing counted', async () => {
    told = heldBy({ [ROPE.slot]: ROPE.steps }, {});
    const words = wordsOf(await open('why/why'));
    expect(words).toContain('待核实 · 1 个时段 13:45 超过 250 步/分，可申请核实 4,210');
    expect(words).not.toContain('这一天还没有数据');
  });

  test('what waits says so, and what counts is no row', async () => {
    told = { ...dayOf(FAST), review: review({}) };
    expect(wordsOf(await open('why/why'))).toContain('待核实 · 全天 已申请核实 10,800');
    const { sources, total } = dayOf(FAST);
    const counted = { ...total, withheld: null };
    told = { sources, total: counted, review: review({ state: 'counted', decidedAt: NOW }) };
    expect(wordsOf(await open('why/why'))).not.toContain('待核实');
  });

  test('without a network it promises nothing', async () => {
    refuse();
    phone.cloud({
      'account.enter': KEPT,
      'activity.sources': () => Promise.reject({ errCode: -1 }),
    });
    const page = openPage('packages/history/why/why', { day: String(DAY) });
    await pass(1000);
    expect(wordsOf(page)).not.toContain('申请');
  });
});

describe('R12-2 the page of it', () => {
  test('before it is asked: why, what is looked at, a note', async () => {
    const page = await open('review/review');
    expect(wordsOf(page)).toMatch(/11月22日 10,800 步 连续 60 分钟，每分钟超过 180 步 暂不进榜/);
    expect(wordsOf(page)).toMatch(/核实时会看 这一天每小时的步数 手环型号和协议/);
    expect(wordsOf(page)).not.toContain('进度');
    await call(page, 'onNote', { detail: { value: '陪孩子跳绳' } });
    await call(page, 'onAsk');
    expect(heard).toEqual([{ day: DAY, note: '陪孩子跳绳', slots: [] }]);
    expect(wordsOf(page)).toMatch(
      /已申请核实 .*进度 已申请 今天 \d\d:\d\d，附言“陪孩子跳绳” 核实中/,
    );
    // No day is promised.
    expect(wordsOf(page)).not.toContain('前答复');
  });

  test('a refused slot goes along with what it was', async () => {
    told = dayOf({ 40: { steps: 900 } });
    refuse();
    const page = await open('review/review');
    expect(wordsOf(page)).toMatch(/11月22日 13:45–14:00 4,210 步 每分钟 281 步，超过常见的 250 步/);
    await call(page, 'onAsk');
    expect(heard).toEqual([{ day: DAY, note: '', slots: [ROPE] }]);
  });

  test('one that another phone sent is asked about from here: the cloud has it', async () => {
    told = heldBy({ [ROPE.slot]: ROPE.steps });
    const page = await open('review/review');
    expect(wordsOf(page)).toMatch(/11月22日 13:45–14:00 4,210 步 每分钟 281 步，超过常见的 250 步/);
    await call(page, 'onAsk');
    expect(heard).toEqual([{ day: DAY, note: '', slots: [] }]);
  });

  test('what waits can be taken back', async () => {
    told = { ...dayOf(FAST), review: review({}) };
    const page = await open('review/review');
    await call(page, 'onWithdraw');
    expect(heard).toEqual([{ day: DAY }]);
    expect(wordsOf(page)).not.toContain('已申请');
  });

  test('kept off: why, and a person to talk to', async () => {
    told = { ...dayOf(FAST), review: review({ state: 'kept', why: 'too-even', decidedAt: NOW }) };
    const page = await open('review/review');
    expect(wordsOf(page)).toMatch(/核实过了，仍不进榜 步数太均匀，看不出是走路/);
    await call(page, 'onSupport');
    const url = `/packages/band/detail/detail?id=${band.id}&support=1`;
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({ url });
  });

  test('counted: a refused slot is kept off no more, here neither', async () => {
    refuse();
    const { sources, total } = dayOf({ 40: { steps: 900 }, 55: { steps: 4210 } });
    const counted = review({ state: 'counted', steps: 4210, decidedAt: NOW });
    told = { sources, total: { ...total, withheld: null }, review: counted };
    const page = await open('review/review');
    expect(wordsOf(page)).toContain('名次已重算，已定榜的只更正历史');
    expect(wordsOf(page)).not.toContain('申请核实');
    expect(phone.wx().storage.get('bm.withheld')).toEqual([]);
  });

  test('more than was looked at can be asked about', async () => {
    told = { ...dayOf(FAST), review: review({ state: 'counted', steps: 9000, decidedAt: NOW }) };
    const page = await open('review/review');
    expect(wordsOf(page)).toContain('核实以后又多了一部分，可以再申请');
    await call(page, 'onAsk');
    expect(heard).toHaveLength(1);
  });

  test.each([
    ['text-refused', '附言没有通过检查。换个说法，或者不写附言。'],
    ['text-unchecked', '微信现在没法检查附言。过一会儿再申请，或者不写附言。'],
  ])('a note that is %s: why, what to do, and nothing was asked', async (refused, told) => {
    const page = await open('review/review');
    phone.cloud({ 'review.ask': { refused } });
    await call(page, 'onAsk');
    expect(wordsOf(page)).toContain(told);
    expect(wordsOf(page)).not.toContain('已申请');
    phone.cloud({ 'review.ask': { review: review({}) } });
    await call(page, 'onAsk');
    expect(wordsOf(page)).toContain('已申请');
    expect(wordsOf(page)).not.toContain(told);
  });

  test('a day of which nothing is kept off says so', async () => {
    told = dayOf({ 40: { steps: 900 } });
    expect(wordsOf(await open('review/review'))).toContain('这一天没有待核实的步数');
  });
});

describe('R12-2 what was refused', () => {
  test('is seen on another phone of the person, as the cloud tells it', async () => {
    told = { ...dayOf({ 40: { steps: 900 } }), review: review({ steps: 4210, slots: [ROPE] }) };
    const page = await open('review/review');
    expect(wordsOf(page)).toMatch(/13:45.*4,210.*每分钟 281 步/);
    expect(wordsOf(await open('why/why'))).toMatch(/待核实.*4,210/);
  });

  test('is nothing any more once it counts', async () => {
    const done = { state: 'counted', decidedAt: NOW, steps: 4210, slots: [ROPE] };
    told = { ...dayOf({ 40: { steps: 900 } }), review: review(done) };
    expect(wordsOf(await open('why/why'))).not.toContain('待核实');
  });

  test('leads to the people of the maker whose band told it, not of the first band', async () => {
    const other = boundBand({ id: 'b-other', syncedAt: NOW - 180 });
    phone.wx().storage.set('bm.mine', { ...KEPT, bands: [other, band] });
    const kept = { state: 'kept', decidedAt: NOW, why: 'unclear', steps: 4210, slots: [ROPE] };
    told = { ...dayOf({ 40: { steps: 900 } }), review: review(kept) };
    const page = await open('review/review');
    await call(page, 'onSupport');
    const url = `/packages/band/detail/detail?id=${encodeURIComponent(band.id)}&support=1`;
    expect(phone.wx().navigateTo).toHaveBeenCalledWith({ url });
  });
});

test('R12-2 while it waits WeChat can be asked to tell the result, where it has a message for it', async () => {
  told = { ...dayOf(FAST), review: review({}) };
  expect(wordsOf(await open('review/review'))).not.toContain('有结果时通知我');
  const notices = { notices: [], templates: { 'review-done': 'T1' } };
  phone.wx().storage.set('bm.notices', notices);
  phone.wx().requestSubscribeMessage = () => undefined;
  const page = await open('review/review');
  expect(wordsOf(page)).toContain('有结果时通知我');
  await call(page, 'onTell');
  expect(wordsOf(page)).toContain('你申请核实的一天有结果了');
});
