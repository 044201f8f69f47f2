import { describe, expect, test } from '@jest/globals';
import { dayStart } from '../../../miniprogram/contract/activity';
import type { Board } from '../../../miniprogram/contract/api';
import { dayLine } from '../../../miniprogram/pages/ranking/day-line';
import type { Caller } from '../../../miniprogram/pages/ranking/friends-board/caller';
import { rankingView as viewOf } from '../../../miniprogram/pages/ranking/friends-board/view';
import { footerWords } from '../../../miniprogram/words/board-age';
import { DAY, NOW, sampleBoard } from '../../helpers/people';
import { installWx } from '../../helpers/wx';

const wxNow = installWx();

const rankingView = (board: Board, now: number, over: Partial<Caller> = {}) =>
  viewOf(board, now, {
    hidden: false,
    virtualOnly: false,
    device: 'band',
    bandless: false,
    counterOnly: false,
    synced: false,
    waiting: false,
    withheld: 0,
    steps: null,
    old: null,
    ...over,
  });
const english = () => {
  wxNow().baseInfo.language = 'en';
};

describe('rows of makers side by side', () => {
  test('R5-1 each row tells place, name, maker, class, steps and age; equal steps share a place', () => {
    const { rows, own } = rankingView(sampleBoard(), NOW);
    expect(rows.map((r) => [r.rank, r.name, r.badge, r.source, r.steps, r.age])).toEqual([
      ['1', '陈果', '咕咚', '手环直读', '11,206', '3 分钟前'],
      ['2', '许诺', '荣耀', '手环直读', '8,432', '12 分钟前'],
      ['2', '林晚', 'iHealth', '手环直读', '8,432', '3 分钟前'],
      ['4', '阿远', '乐心', '实时计数', '6,920', '1 小时前'],
      ['5', '王小雨', '', '微信运动', '5,118', '26 分钟前'],
    ]);
    expect(own).toMatchObject({
      title: '第 2 名，共 6 人',
      note: '距第 1 名 2,774 步',
      steps: '8,432',
    });
  });

  test('of a long board the first rows, and who has no number after the last', () => {
    const board = sampleBoard();
    const caller = { hidden: false, virtualOnly: false, device: 'band' as const, bandless: false };
    const more = { counterOnly: false, synced: false, waiting: false, withheld: 0 };
    const known = { ...caller, ...more, steps: null, old: null };
    const first = viewOf(board, NOW, known, 2);
    expect(first.rows.map(({ name }) => name)).toEqual(['陈果', '许诺']);
    expect(first.absent).toEqual([]);
    expect(first.own).toMatchObject({ title: '第 2 名，共 6 人' });
    const rows = viewOf(board, NOW, known, 5);
    expect(rows.rows).toHaveLength(5);
    expect(rows.absent).toEqual([]);
    expect(viewOf(board, NOW, known, 6)).toEqual(viewOf(board, NOW, known));
    expect(viewOf(board, NOW, known, 6).absent).toHaveLength(1);
  });

  test('synced with no step yet: no place, the number 0, and words instead of a class', () => {
    const board = sampleBoard();
    const rows = board.rows.map((r) => (r.own ? { ...r, rank: null, steps: 0 } : r));
    const view = rankingView({ ...board, rows, own: null }, NOW);
    expect(view.own).toBeNull();
    expect(view.missing).toBeNull();
    expect(view.rows.find(({ own }) => own)).toMatchObject({
      rank: '–',
      steps: '0',
      source: '还没有步数',
      label: '林晚，我，0 步，iHealth，还没有步数，3 分钟前同步',
    });
  });

  test('R12-8 with nothing but a virtual band no place is promised', () => {
    const rows = sampleBoard().rows.filter(({ own }) => !own);
    const view = rankingView(sampleBoard({ rows, own: null }), NOW, { virtualOnly: true });
    expect(view.missing?.hint).toBe('虚拟手环只供体验，不进入真实排行');
  });

  test('R5-1 the screen reader hears the whole row, and the heart as its own button', () => {
    const { rows } = rankingView(sampleBoard(), NOW);
    expect(rows[2]!.label).toBe('第 2 名，林晚，我，8,432 步，iHealth，手环直读，3 分钟前同步');
    expect(rows[1]!.cheerLabel).toBe('给许诺加油，已有 2');
    expect(rows[0]!.cheerLabel).toBe('已给陈果加油，共 6');
  });

  test('R5-1 the same in English', () => {
    english();
    const { rows, own } = rankingView(sampleBoard(), NOW);
    expect(own).toMatchObject({ title: '2nd of 6', note: '2,774 behind 1st' });
    expect(rows[3]).toMatchObject({ badge: 'Lifesense', source: 'Live count', age: '1 h ago' });
  });

  test('R5-4 who has not synced stands apart, without a place or a zero', () => {
    const { absent } = rankingView(sampleBoard(), NOW);
    expect(absent).toHaveLength(1);
    expect(absent[0]).toMatchObject({
      rank: '–',
      steps: '',
      badge: '乐心',
      source: '今日未同步\u00a0· 昨日 8,012',
    });
  });

  test('R5-4 without a number of the day before nothing is made up', () => {
    const board = sampleBoard({
      absent: [
        { uid: 'u-new', name: '新来的', maker: null, sourceClass: null, previousSteps: null },
      ],
    });
    expect(rankingView(board, NOW).absent[0]).toMatchObject({ source: '今日未同步', badge: '' });
  });

  test('R5-4 somebody of WeRun is called so; on a final list there is no data, and nothing of another day', () => {
    const [zhou] = sampleBoard().absent;
    const absent = [{ ...zhou!, sourceClass: 'werun' as const, maker: null }];
    const told = (board: Partial<Board>) => rankingView(sampleBoard({ absent, ...board }), NOW);
    expect(told({}).absent[0]).toMatchObject({
      source: '微信运动\u00a0· 今日未同步\u00a0· 昨日 8,012',
    });
    expect(told({ day: 20261120, state: 'final' }).absent[0]).toMatchObject({
      source: '微信运动\u00a0· 这一天没有数据',
    });
  });

  test('R5-6 a place that is a gap now is counted all the same', () => {
    const rows = sampleBoard().rows.filter(({ uid }) => uid !== 'u-chen');
    const gone = sampleBoard({ rows, state: 'final' });
    expect(rankingView(gone, NOW).own).toMatchObject({ title: '第 2 名，共 6 人' });
  });

  test('R5-12 alone: the own row and how to invite, no own card', () => {
    const [, , lin] = sampleBoard().rows;
    const board = sampleBoard({ rows: [{ ...lin!, rank: 1 }], absent: [] });
    const view = rankingView(board, NOW);
    expect(view.alone).toBe(true);
    expect(view.own).toBeNull();
    expect(view.rows).toHaveLength(1);
  });

  test('R5-5 without own steps the page says what to do; withheld steps are explained', () => {
    const rows = sampleBoard().rows.filter((row) => !row.own);
    const without = sampleBoard({ rows, own: null });
    expect(rankingView(without, NOW).missing?.title).toBe('今天还没有步数');
    expect(rankingView({ ...without, withheld: 'too-fast' }, NOW).missing?.title).toBe(
      '这部分暂不进榜',
    );
    expect(rankingView({ ...without, withheld: 'virtual' }, NOW).missing?.hint).toContain(
      '虚拟手环',
    );
  });
});

test('R5-9 hidden from boards: the page says so instead of asking for a sync', () => {
  const rows = sampleBoard().rows.filter((row) => !row.own);
  const { missing } = rankingView(sampleBoard({ rows, own: null }), NOW, { hidden: true });
  expect(missing?.title).toBe('你已从所有榜单隐藏');
});

describe('the day', () => {
  const tomorrowAt = (hour: number, minute: number) =>
    dayStart(DAY) + 86_400 + hour * 3600 + minute * 60;

  test('R5-6 open until 24:00', () => {
    expect(dayLine(DAY, NOW)).toEqual({
      label: '今天 11月22日',
      state: 'open',
      stateWord: '进行中',
      theme: 'primary',
      until: '24:00 截止',
      later: false,
    });
  });

  test('R5-6 settling until 12:00 next day, with the time that is left', () => {
    expect(dayLine(DAY, tomorrowAt(9, 41))).toMatchObject({
      label: '昨天',
      stateWord: '待补传',
      theme: 'warning',
      until: '还剩 2 小时 19 分',
      later: true,
    });
  });

  test('R5-6 then final, a minute later: what is under way comes in before', () => {
    expect(dayLine(DAY, tomorrowAt(12, 0))).toMatchObject({
      stateWord: '待补传',
      until: '还剩 0 分',
    });
    expect(dayLine(DAY, tomorrowAt(12, 1))).toMatchObject({
      stateWord: '已定榜',
      until: '11月23日 12:00 定榜',
    });
  });

  test('R5-6 while settling the note stands where the own card was, rows tell the time of day', () => {
    const now = tomorrowAt(9, 41);
    const rows = sampleBoard().rows.map((row, index) => ({
      ...row,
      syncedAt: index === 0 ? tomorrowAt(-1, 41) : tomorrowAt(8, 2),
    }));
    const view = rankingView(sampleBoard({ state: 'settling', rows }), now);
    expect(view.own).toBeNull();
    expect(view.notes.map(({ words }) => words).join()).toContain('12:00 前同步仍计入昨天');
    expect(view.rows.map(({ age }) => age).slice(0, 2)).toEqual(['昨天 23:41', '08:02']);
    const final = rankingView(sampleBoard({ state: 'final', rows }), now + 86_400);
    expect(final.rows.map(({ age }) => age).slice(0, 2)).toEqual(['23:41', '次日 08:02']);
  });
});

describe('why there is no place: only what would change it', () => {
  const rows = sampleBoard().rows.filter(({ own }) => !own);
  const hint = (over: Partial<Caller>, board: Partial<Board> = {}) =>
    rankingView(sampleBoard({ rows, own: null, ...board }), NOW, over).missing!;

  test.each<[string, Partial<Caller>, Partial<Board>, string]>([
    ['no band', { bandless: true }, {}, '添加手环，步数就会排进来'],
    ['not sent yet', { waiting: true, synced: true }, {}, '步数还没有上传，上传之后就会排进来'],
    ['synced with nothing', { synced: true }, {}, '已同步，走起来就会排进来'],
    ['a band not read', {}, {}, '同步手环后就会排进来'],
    [
      'a day that a counter band has cleared',
      { counterOnly: true },
      { day: 20261121, state: 'settling' },
      '这只手环只记当天总数，这一天的已经清零',
    ],
    ['a final day', {}, { day: 20261115, state: 'final' }, ''],
  ])('%s', (_, over, board, words) => {
    expect(hint(over, board).hint).toBe(words);
  });

  test('a board that could not be renewed says how old it is, and promises nothing', () => {
    expect(hint({ old: 7200, synced: true })).toEqual({
      title: '2 小时前的榜单',
      hint: '更新之后才知道自己的名次',
    });
  });
});

describe('what is on no board is said on it', () => {
  test('steps outside the usual range, and those that came after the final', () => {
    const words = (board: Partial<Board>, over: Partial<Caller>) =>
      rankingView(sampleBoard(board), NOW, over).notes.map((note) => note.words);
    expect(words({}, { withheld: 12_000 })).toEqual([
      '另有 12,000 步超出常见范围，暂不进榜，你的历史里仍保留。',
    ]);
    expect(words({ day: 20261120, state: 'final' }, { steps: 8594 })).toEqual([
      '定榜后又同步到 162 步，只更正你的历史：这一天是 8,594 步。',
    ]);
    expect(words({}, {})).toEqual([]);
  });

  test('the own card tells how far the next place is', () => {
    const [chen, xu, lin] = sampleBoard().rows;
    const third = { ...lin!, rank: 3, steps: 376 };
    const board = sampleBoard({ rows: [chen!, { ...xu!, steps: 640 }, third] });
    expect(rankingView(board, NOW).own).toMatchObject({ note: '距第 2 名 264 步' });
  });
});

describe('how old the board is', () => {
  test.each([
    [3, false, '按北京时间计日\u00a0· 刚刚更新'],
    [30, false, '按北京时间计日\u00a0· 30 秒前更新'],
    [150, false, '按北京时间计日\u00a0· 2 分钟前更新'],
    [7200, true, '2 小时前的榜单'],
  ])('R5-5 %i s, stale %s: %s', (seconds, stale, words) => {
    expect(footerWords('按北京时间计日', seconds, stale)).toBe(words);
  });
});
