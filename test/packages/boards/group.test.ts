/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import type { GroupBoard, OpenedGroup } from '../../../miniprogram/contract/api';
import { DAY, fakeCloud, NOW, sampleBoard } from '../../helpers/people';
import { openPage, type Rendered, render, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();

const GROUP = 'g'.repeat(24);
const opened = (over: Partial<OpenedGroup> = {}): OpenedGroup => ({
  ...{ group: GROUP, openGid: 'wx-1', member: true, count: 5, mayView: true, until: null },
  ...over,
});

/** A page of the sample's people; `over` replaces parts of it. */
function page(over: Partial<GroupBoard> = {}): GroupBoard {
  const { own, rows, ...board } = sampleBoard({ absent: [] });
  const mine = rows.find((row) => row.own) ?? null;
  return {
    ...{ ...board, rows, mine, version: 'v1', of: 500, next: null },
    own: own && { ...own, rank: 87, behindNext: 36 },
    ...over,
  };
}

type Answers = Record<string, unknown>;

/** The board as a card of a group opens it; `proof` is what WeChat gives. */
const enter = (answers: Answers, proof: string | null = 'cloud-id') =>
  opens(answers, proof, () => {
    const board = render('packages/boards/group-board/group-board', { day: DAY, entered: true });
    // As the page does.
    board.addEventListener('entered', () => board.setData({ entered: false }));
    return board;
  });
const enterPage = (answers: Answers, proof: string | null = 'cloud-id') =>
  opens(answers, proof, () => openPage('pages/ranking/ranking', { board: 'group' }));

async function opens(answers: Answers, proof: string | null, open: () => Rendered) {
  const { asked, cloud } = fakeCloud({ 'group.list': { groups: [] }, ...answers });
  wxNow().cloud = cloud;
  wxNow().getGroupEnterInfo = (options: Record<string, (value: unknown) => void>) =>
    proof === null ? options.fail!({ errCode: 40097 }) : options.success!({ cloudID: proof });
  const shown = open();
  await settle();
  return { shown, asked };
}

const call = async (shown: Rendered, name: string, dataset: unknown = {}) => {
  const event = { detail: dataset, currentTarget: { dataset } };
  (shown.instance[name] as (event: unknown) => unknown).call(shown.instance, event);
  await settle();
};
/** The card above the list, which the page draws. */
const place = (shown: Rendered) =>
  (shown.instance.data.board as { own: { title: string } | null } | null)?.own?.title;
const actions = (asked: { action: string }[]) =>
  asked.map(({ action }) => action).filter((action) => /group/.test(action));

describe('a card that is opened in a group', () => {
  test('R5-7 leads to the group’s board, with the own row pinned and its distance', async () => {
    const { shown, asked } = await enterPage({ 'group.open': opened(), 'board.group': page() });
    expect(asked.filter(({ action }) => action === 'group.open')).toEqual([
      { action: 'group.open', input: { proof: 'cloud-id' } },
    ]);
    expect(actions(asked)).toEqual(['group.open', 'board.group']);
    const words = wordsOf(shown);
    expect(words).toMatch(/第 87 名，共 500 人.*距上一名 36 步.*8,432/);
    expect(words).toMatch(/陈果.*许诺.*只显示加入本群榜的人 · 刚刚更新.*跳到我/);
    expect(wxNow().showShareMenu).toHaveBeenCalledWith(
      expect.objectContaining({ withShareTicket: true }),
    );
    const card = shown.instance.onShareAppMessage as () => unknown;
    expect(card.call(shown.instance)).toEqual({
      title: '来看我们群的步数榜',
      path: '/pages/ranking/ranking?board=group',
    });
  });

  test('its ages grow while it is looked at', async () => {
    const { shown } = await enterPage({ 'group.open': opened(), 'board.group': page() });
    expect(wordsOf(shown)).toContain('26 分钟前');
    await jest.advanceTimersByTimeAsync(60_500);
    expect(wordsOf(shown)).toContain('27 分钟前');
    expect(wordsOf(shown)).not.toContain('26 分钟前');
  });

  test('R5-8 a guest looks on for the time that is left, without hearts, and joins by a tap', async () => {
    const guest = opened({ member: false, until: NOW + 52 * 60 });
    let joined = false;
    const { shown, asked } = await enter({
      'group.open': guest,
      'group.join': () => {
        joined = true;
        return { group: GROUP };
      },
      'board.group': () => (joined ? page() : page({ own: null, mine: null })),
    });
    const words = wordsOf(shown);
    expect(words).toContain('你还没有加入本群榜');
    expect(words).toContain('还可以看 52 分钟，之后请从群里再打开卡片');
    expect(words).not.toMatch(/今天还没有步数|跳到我/);
    await call(shown, 'onJoin');
    expect(asked.find(({ action }) => action === 'group.join')?.input).toEqual({
      proof: 'cloud-id',
    });
    expect(place(shown)).toBe('第 87 名，共 500 人');
    expect(wordsOf(shown)).not.toContain('你还没有加入本群榜');
  });

  test('R5-8 when the hour is over the board closes and says how to open it again', async () => {
    const { shown } = await enter({
      'group.open': opened({ member: false, until: NOW + 60 }),
      'board.group': page({ own: null, mine: null }),
    });
    expect(wordsOf(shown)).toContain('陈果');
    await jest.advanceTimersByTimeAsync(75_000);
    expect(wordsOf(shown)).toMatch(/请从群里打开.*点群里的卡片就能再看/);
    expect(wordsOf(shown)).not.toContain('陈果');
  });

  test('R5-8 a group for its members alone shows a guest nothing and asks for nothing', async () => {
    const guest = opened({ member: false, mayView: false, until: NOW + 3600 });
    const { shown, asked } = await enter({ 'group.open': guest });
    expect(wordsOf(shown)).toMatch(/这个群榜只给成员看.*加入本群榜/);
    expect(actions(asked)).toEqual(['group.open']);
  });

  test.each<[string, string | null, Answers]>([
    ['WeChat proves no group', null, {}],
    ['the cloud takes no proof', 'forged', { 'group.open': { refused: 'proof-refused' } }],
  ])('R5-8 %s: one sentence says where to open it', async (_, proof, answers) => {
    const { shown } = await enter(answers, proof);
    expect(wordsOf(shown)).toMatch(/请从群里打开.*点群里的卡片就能再看/);
  });

  test('R5-8 a board that is full says so', async () => {
    const { shown } = await enter({
      'group.open': opened({ member: false, mayView: false, until: NOW + 3600 }),
      'group.join': { refused: 'too-many' },
    });
    await call(shown, 'onJoin');
    expect(wordsOf(shown)).toMatch(/这个群榜满了.*最多 500 人/);
  });
});

describe('a heart', () => {
  const heart = (shown: Rendered) =>
    (shown.instance.data.board as { parts: { rows: { filled: boolean; cheers: string }[] }[] })
      .parts[0]!.rows[1];

  test('R5-11 of another member fills at once, names the group, and empties when it fails', async () => {
    let works = false;
    const { shown, asked } = await enter({
      'group.open': opened(),
      'board.group': page(),
      'cheer.send': () => (works ? { cheers: 3 } : { refused: 'day-closed' }),
    });
    await call(shown, 'onCheer', { uid: 'u-xu' });
    expect(heart(shown)).toMatchObject({ filled: false, cheers: '2' });
    works = true;
    await call(shown, 'onCheer', { uid: 'u-xu' });
    await call(shown, 'onCheer', { uid: 'u-xu' });
    expect(heart(shown)).toMatchObject({ filled: true, cheers: '3' });
    const sent = asked.filter(({ action }) => action === 'cheer.send');
    expect(sent.map(({ input }) => input)).toEqual(
      [1, 2].map(() => ({ to: 'u-xu', day: DAY, group: GROUP })),
    );
  });

  test('R5-3 of somebody who left meanwhile is not given, and their row goes', async () => {
    const [, ...others] = page().rows;
    const boards = [page(), page({ version: 'v2', rows: others })];
    const { shown } = await enter({
      'group.open': opened(),
      'board.group': () => boards.shift(),
      'cheer.send': { refused: 'forbidden' },
    });
    const { uid } = page().rows[0]!;
    jest.setSystemTime((NOW + 60) * 1000);
    await call(shown, 'onCheer', { uid: 'u-xu' });
    expect(wxNow().showModal).toHaveBeenLastCalledWith(
      expect.objectContaining({ title: '加油没有送到', content: '对方已经不在这张榜上。' }),
    );
    expect(JSON.stringify(shown.instance.data.board)).not.toContain(uid);
  });

  test('R5-11 that is full says of which day', async () => {
    const { shown } = await enter({
      'group.open': opened(),
      'board.group': page({ state: 'settling' }),
    });
    await call(shown, 'onCheer', { uid: 'u-chen' });
    expect(wxNow().showToast).toHaveBeenLastCalledWith({ title: '今天已加油', icon: 'none' });
    jest.setSystemTime((NOW + 6 * 3600) * 1000);
    await call(shown, 'onCheer', { uid: 'u-chen' });
    expect(wxNow().showToast).toHaveBeenLastCalledWith({ title: '这一天已加油', icon: 'none' });
  });
});

describe('the pages of a list', () => {
  const others = (from: number) => {
    const [chen] = sampleBoard().rows;
    return [{ ...chen!, uid: `u-${from}`, name: `第${from}位`, rank: from }];
  };
  const pages: Record<number, GroupBoard> = {
    0: page({ rows: others(1), next: 100 }),
    100: page({ rows: others(101), next: 200 }),
    200: page({ rows: [page().mine!], next: null }),
  };
  const inOrder = ({ from = 0 }: { from?: number }) => pages[from];

  test('R5-7 follow each other by the first one’s version, up to oneself by one tap', async () => {
    wxNow().pageScrollTo = jest.fn();
    const { shown, asked } = await enter({ 'group.open': opened(), 'board.group': inOrder });
    expect(wordsOf(shown)).toContain('再看 100 人');
    void call(shown, 'more');
    await call(shown, 'more');
    await call(shown, 'onJump');
    const turned = asked.filter(({ action }) => action === 'board.group').slice(1);
    expect(turned.map(({ input }) => input)).toEqual([
      { group: GROUP, day: DAY, version: 'v1', from: 100 },
      { group: GROUP, day: DAY, version: 'v1', from: 200 },
    ]);
    expect(wordsOf(shown)).toMatch(/第1位.*第101位.*林晚/);
    expect(wordsOf(shown)).not.toContain('再看 100 人');
    expect(wxNow().pageScrollTo).toHaveBeenCalled();
  });

  test('R5-7 that were turned to stay when the board asks again, newly told', async () => {
    let version = 'v1';
    const { shown, asked } = await enter({
      'group.open': opened(),
      'board.group': (input: { from?: number }) => ({ ...inOrder(input), version }),
    });
    await call(shown, 'more');
    version = 'v2';
    await call(shown, 'reload');
    const again = asked.filter(({ action }) => action === 'board.group').slice(2);
    expect(again.map(({ input }) => input)).toEqual([
      { group: GROUP, day: DAY },
      { group: GROUP, day: DAY, version: 'v2', from: 100 },
    ]);
    expect(wordsOf(shown)).toMatch(/第1位.*第101位.*再看 100 人/);
  });

  test('R5-7 that cannot be asked for again stay as they were', async () => {
    let works = true;
    const { shown } = await enter({
      'group.open': opened(),
      'board.group': (input: { from?: number }) =>
        works || !input.from ? inOrder(input) : { refused: 'internal' },
    });
    await call(shown, 'more');
    works = false;
    await call(shown, 'reload');
    expect(wordsOf(shown)).toMatch(/第1位.*第101位/);
  });

  test('R5-7 a list that began anew replaces the old one', async () => {
    const { shown } = await enter({
      'group.open': opened(),
      'board.group': ({ from }: { from?: number }) =>
        from === undefined ? pages[0] : page({ rows: others(7), version: 'v2' }),
    });
    await call(shown, 'more');
    expect(wordsOf(shown)).toContain('第7位');
    expect(wordsOf(shown)).not.toContain('第1位');
  });
});

test('R13-8 as midnight strikes an open board turns: no ranks, no own place, yesterday a step back', async () => {
  jest.setSystemTime(Date.UTC(2026, 10, 22, 15, 59, 50));
  const rows = page().rows.filter(({ own }) => !own);
  const absent = rows.map(({ uid, name, maker, sourceClass, steps }) => {
    return { uid, name, maker, sourceClass, previousSteps: steps };
  });
  const begun = page({ rows: [], absent, mine: null, own: null, day: 20261123 });
  const { shown, asked } = await enterPage({
    'group.open': opened(),
    'group.list': { groups: [{ group: GROUP, count: 500, guests: true }] },
    'board.group': ({ day }: { day: number }) => (day === DAY ? page() : begun),
  });
  const board = shown.querySelector('#board')!;
  const places = () => (board.instance.data.choices as { place: string }[])[0]?.place;
  await call(board, 'onSwitch');
  expect(places()).toBe('第 87 名，共 500 人');
  expect(wordsOf(shown)).toMatch(/今天 11月22日.*第 87 名，共 500 人.*跳到我/);
  await jest.advanceTimersByTimeAsync(10_000);
  await settle();
  const days = asked.filter(({ action }) => action === 'board.group').map(({ input }) => input);
  expect(days).toEqual([DAY, 20261123].map((day) => ({ group: GROUP, day })));
  expect(wordsOf(shown)).toMatch(/今天 11月23日.*今日未同步 · 昨日 11,206.*刚刚更新/);
  expect(wordsOf(shown)).not.toMatch(/第 87 名|跳到我/);
  expect(places()).toBe('共 500 人');
  await call(shown, 'onEarlier');
  expect(wordsOf(shown)).toMatch(/昨天 待补传.*陈果.*林晚 我.*跳到我/);
});

describe('groups of one’s own', () => {
  const OTHER = 'h'.repeat(24);
  const groups = [
    { group: GROUP, count: 500, guests: true },
    { group: OTHER, count: 14, guests: true },
  ];

  test('R5-7 are switched between, and left after a question', async () => {
    let left = '';
    const { shown, asked } = await enter({
      'group.open': opened(),
      'group.list': () => ({ groups: groups.filter(({ group }) => group !== left) }),
      'group.leave': ({ group }: { group: string }) => {
        left = group;
        return {};
      },
      'board.group': page(),
    });
    await call(shown, 'onSwitch');
    expect(wordsOf(shown)).toMatch(/第 87 名，共 500 人 退出.*共 14 人 退出/);
    await call(shown, 'onChoose', { group: OTHER });
    const last = () => asked.filter(({ action }) => action === 'board.group').pop()?.input;
    expect(last()).toMatchObject({ group: OTHER });
    wxNow().showModal = jest.fn(() => Promise.resolve({ confirm: false }));
    await call(shown, 'onLeave', { group: OTHER });
    expect(left).toBe('');
    wxNow().showModal = jest.fn(() => Promise.resolve({ confirm: true }));
    await call(shown, 'onLeave', { group: OTHER });
    await settle();
    expect(left).toBe(OTHER);
    expect(last()).toMatchObject({ group: GROUP });
  });

  test('R5-12 without any it is said how one begins', async () => {
    const { shown } = await enterPage({}, null);
    const segment = shown.instance.onSegment as (event: unknown) => void;
    segment.call(shown.instance, { detail: { name: 'friends' } });
    segment.call(shown.instance, { detail: { name: 'group' } });
    await settle();
    expect(wordsOf(shown)).toMatch(/还没有群榜.*发送群榜卡片/);
  });

  test('R5-5 offline the kept list tells its age', async () => {
    wxNow().storage.set('bm.groups.current', opened());
    wxNow().storage.set('bm.groups.boards', [
      { board: page(), group: GROUP, receivedAt: NOW - 7200 },
    ]);
    const { shown } = await enter({
      'group.open': () => Promise.reject({ errCode: -1, errMsg: 'request:fail' }),
    });
    expect(wordsOf(shown)).toMatch(/陈果.*2 小时前的榜单/);
  });
});
