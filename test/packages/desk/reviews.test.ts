/** @jest-environment jsdom */
/** R12-2: the operator's desk lists what waits, shows a day, and decides. */
import { beforeEach, expect, type jest, test } from '@jest/globals';
import type { SeenDay } from '../../../miniprogram/contract/api';
import { DAY, NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();
const WAITING = {
  ...{ id: 'T1', mark: '8F3A', day: DAY, at: NOW - 600, note: '陪孩子跳绳' },
  ...{ reason: 'too-fast' as const, steps: 4210 },
};
const hours = Array.from({ length: 24 }, (_, hour) => (hour === 13 ? 5110 : 0));
const SEEN: SeenDay = {
  ...{ ...WAITING, total: 5110 },
  sources: [
    {
      ...{ model: 'am3', protocol: 'ihealth', maker: 'ihealth', sourceClass: 'direct', hours },
      ...{ counter: null, held: [{ slot: 55, steps: 4210 }] },
    },
    {
      ...{ model: null, protocol: null, maker: null, sourceClass: 'werun' },
      ...{ hours: hours.map(() => 0), counter: 900, held: [] },
    },
  ],
};

let decided: unknown[];
let state: string;
beforeEach(() => {
  decided = [];
  state = 'counted';
  phone.cloud({
    'desk.enter': { maker: 'operator', role: 'lead' },
    'desk.reviews': { reviews: [WAITING], next: null },
    'desk.review': SEEN,
    'desk.decide': (input: unknown) => {
      decided.push(input);
      return { state };
    },
  });
});

async function open(path: string, query: Record<string, string> = {}): Promise<Rendered> {
  const page = openPage(`packages/desk/${path}`, query);
  await pass(100);
  return page;
}
async function call(page: Rendered, name: string, event: unknown = {}): Promise<void> {
  (page.instance[name] as (event: unknown) => unknown).call(page.instance, event);
  await pass(100);
}
const answering = (confirm: boolean) =>
  (phone.wx().showModal as jest.Mock).mockImplementation((async () => ({ confirm })) as never);

test('whoever sits there is led from the makers’ desk to it', async () => {
  await open('inbox/inbox');
  expect(phone.wx().redirectTo).toHaveBeenCalledWith({ url: '/packages/desk/reviews/reviews' });
});

test('a row says what it is, and not whose', async () => {
  const page = await open('reviews/reviews');
  expect(wordsOf(page)).toMatch(/申请 8F3A .*11月22日，4,210 步 .* 附言：陪孩子跳绳/);
  await call(page, 'onReview', { currentTarget: { dataset: { id: 'T1' } } });
  expect(phone.wx().navigateTo).toHaveBeenCalledWith({ url: '/packages/desk/review/review?id=T1' });
});

test('nobody waits', async () => {
  phone.cloud({
    'desk.enter': { maker: 'operator', role: 'agent' },
    'desk.reviews': { reviews: [], next: null },
  });
  expect(wordsOf(await open('reviews/reviews'))).toMatch(/没有要核实的/);
});

test('a day by source, with what was refused', async () => {
  const words = wordsOf(await open('review/review', { id: 'T1' }));
  expect(words).toMatch(/没有收下的时段 13:45–14:00 4,210 每小时的步数 13:00–14:00 5,110/);
  expect(words).toMatch(/微信运动 .*当天总数 900/);
});

test('the word is about the total that was seen, and is asked for once more', async () => {
  const page = await open('review/review', { id: 'T1' });
  answering(false);
  await call(page, 'onCounts');
  expect(decided).toEqual([]);
  answering(true);
  await call(page, 'onCounts');
  expect(decided).toEqual([{ review: 'T1', total: 5110, verdict: 'counts' }]);
  expect(phone.wx().navigateBack).toHaveBeenCalled();
});

test('it stays off with one of the reasons', async () => {
  answering(true);
  state = 'kept';
  const page = await open('review/review', { id: 'T1' });
  await call(page, 'onKeep', { currentTarget: { dataset: { name: 'too-even', text: '匀' } } });
  expect(decided).toEqual([{ review: 'T1', total: 5110, verdict: 'too-even' }]);
  expect(phone.wx().showToast).toHaveBeenCalledWith({ title: '已定为不进榜', icon: 'none' });
});

test('a day that changed meanwhile is looked at again', async () => {
  answering(true);
  state = 'asked';
  const page = await open('review/review', { id: 'T1' });
  (phone.wx().navigateBack as jest.Mock).mockClear();
  await call(page, 'onCounts');
  expect(phone.wx().navigateBack).not.toHaveBeenCalled();
  expect(phone.wx().showToast).toHaveBeenCalledWith({
    title: '数据又变了，请再看一次',
    icon: 'none',
  });
});

test('one that was taken back says so', async () => {
  phone.cloud({ 'desk.review': { refused: 'not-found' } });
  expect(wordsOf(await open('review/review', { id: 'T1' }))).toMatch(/这个申请已经不在了/);
});
