/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { fakeCloud, NOW } from '../../helpers/people';
import { openPage, type Rendered, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();
const HOUR = 3600;
const until = NOW + 31 * HOUR;

async function open(path: string, answers: Record<string, unknown>, query = {}) {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  const page = openPage(`packages/desk/${path}/${path}`, query);
  await settle();
  return { page, asked };
}

const call = async (page: Rendered, method: string, event?: unknown) => {
  await (page.instance[method] as (event?: unknown) => unknown).call(page.instance, event);
  await settle();
};
const type = (page: Rendered, value: string) => call(page, 'onType', { detail: { value } });

describe('the way in', () => {
  test('R6-6 who sits at no desk sees no thread and is led to the code', async () => {
    const { asked } = await open('inbox', { 'desk.enter': { refused: 'forbidden' } });
    expect(wxNow().redirectTo).toHaveBeenCalledWith({ url: '/packages/desk/join/join' });
    expect(asked.map(({ action }) => action)).toEqual(['desk.enter']);
  });

  test.each([
    [{ why: 'wrong', left: 4 }, '加入码不对，还可以试 4 次'],
    [{ why: 'old', left: 3 }, '加入码已过期'],
    [{ why: 'tries', left: 0 }, '试得太多，10 分钟后再试'],
  ])('R6-6 a code that opens nothing: %o', async (answer, words) => {
    const { page } = await open('join', { 'desk.enter': answer });
    await type(page, '407192');
    await call(page, 'onEnter');
    expect(wordsOf(page)).toContain(words);
    expect(wxNow().redirectTo).not.toHaveBeenCalled();
  });

  test('is sent once it has six digits', async () => {
    const { page, asked } = await open('join', {
      'desk.enter': { maker: 'codoon', role: 'agent' },
    });
    await type(page, '40a71');
    await call(page, 'onEnter');
    expect(asked).toEqual([]);
    await type(page, '407 192');
    await call(page, 'onEnter');
    expect(asked).toEqual([{ action: 'desk.enter', input: { code: '407192' } }]);
    expect(wxNow().redirectTo).toHaveBeenCalledWith({ url: '/packages/desk/inbox/inbox' });
  });
});

const thread = (over = {}) => ({
  ...{ id: 't1', mark: '8F3A', at: NOW - 300, text: '同步到一半就断', model: 'codoon-band' },
  ...{ diagnosed: true, left: 5, until, ...over },
});

describe('the inbox', () => {
  const seat = { 'desk.enter': { maker: 'codoon', role: 'agent' } };

  test('R6-3 says what may still be answered, and puts last what may not', async () => {
    const threads = [thread({ id: 't0', mark: 'D90E', left: 0 }), thread()];
    const { page } = await open('inbox', { ...seat, 'desk.inbox': { threads, next: null } });
    const words = wordsOf(page);
    expect(words).toMatch(/步友 8F3A 20:31 同步到一半就断.*含诊断.*可回复 5 条 · 剩 31 小时.*D90E/);
    expect(words).toContain('已用完 5 条，等对方发言');
    // Only a lead lets others in.
    expect(words).not.toContain('发加入码给同事');
  });

  test('R6-7 without anybody waiting there is a sample to practise with', async () => {
    const { page } = await open('inbox', { ...seat, 'desk.inbox': { threads: [], next: null } });
    expect(wordsOf(page)).toContain('没有待回复的会话');
    await call(page, 'onPractise');
    expect(wxNow().navigateTo).toHaveBeenCalledWith({
      url: '/packages/desk/thread/thread?sample=codoon-band',
    });
  });
});

describe('a thread', () => {
  const said = { id: 'm1', at: NOW - 300, by: 'person', kind: 'text', text: '断了', sure: true };
  const told = (over = {}) => ({
    ...{ messages: [said], mark: '8F3A', state: 'open', left: 5, until },
    ...{ model: 'codoon-band', diagnostics: null, ...over },
  });

  test('R6-3 an answer that failed keeps its words, and goes again as the same', async () => {
    let fails = true;
    const { page, asked } = await open('thread', {
      'desk.read': told(),
      'desk.reply': () => (fails ? { refused: 'internal' } : { left: 4 }),
    });
    await type(page, '请再试一次');
    await call(page, 'onSend');
    expect(page.instance.data.text).toBe('请再试一次');
    fails = false;
    await call(page, 'onSend');
    expect(page.instance.data.text).toBe('');
    const keys = asked
      .filter(({ action }) => action === 'desk.reply')
      .map(({ input }) => (input as { key: string }).key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('R6-3 other words are another answer, also after one whose answer was lost', async () => {
    const { page, asked } = await open('thread', {
      'desk.read': told(),
      'desk.reply': { refused: 'internal' },
    });
    for (const words of ['请再试一次', '请充电后再试一次']) {
      await type(page, words);
      await call(page, 'onSend');
    }
    const keys = asked
      .filter(({ action }) => action === 'desk.reply')
      .map(({ input }) => (input as { key: string }).key);
    expect(new Set(keys).size).toBe(2);
  });

  test('R6-3 after five there is nothing to type into, and why', async () => {
    const { page, asked } = await open('thread', { 'desk.read': told({ left: 0 }) });
    const view = page.instance.data.view as { open: boolean; quota: string };
    expect(view).toMatchObject({ open: false, quota: '已回复 5 条，等对方发言后可继续' });
    await type(page, '第六句');
    await call(page, 'onSend');
    expect(asked.filter(({ action }) => action === 'desk.reply')).toEqual([]);
  });

  test('R6-7 the sample chat asks the cloud nothing, and its five are used up like any', async () => {
    const { page, asked } = await open('thread', {}, { sample: 'codoon-band' });
    for (let n = 0; n < 5; n++) {
      await type(page, `第 ${n} 句`);
      await call(page, 'onSend');
    }
    expect(page.instance.data.view).toMatchObject({ open: false });
    await call(page, 'onHear');
    expect(page.instance.data.view).toMatchObject({ open: true });
    expect(wordsOf(page)).toContain('还可回复 5 条');
    expect(asked).toEqual([]);
  });
});
