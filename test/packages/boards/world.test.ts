/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import type { World } from '../../../miniprogram/contract/api';
import { worldView } from '../../../miniprogram/packages/boards/world-board/view';
import { DAY, fakeCloud, NOW } from '../../helpers/people';
import { openPage, settle, wordsOf } from '../../helpers/simulate';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();

const world = (over: Partial<World> = {}): World => ({
  ...{ day: DAY, state: 'open', ahead: 87.4, rank: null, steps: 8432 },
  next: { ahead: 90, steps: 500 },
  bins: [9, 11, 13, 13, 12, 10, 8, 8, 6.5, 3.5, 2, 1.3, 0.9, 0.6, 0.4, 0.8],
  top: [
    { rank: 1, name: '周**', steps: 31_340, sourceClass: 'direct', maker: 'lifesense', own: false },
  ],
  ...{ of: 12_840, sampled: 12_840, at: NOW - 360 },
  ...over,
});

describe('everybody’s board', () => {
  test('R5-5 tells the part one is ahead of, the way to the next, and of how many and when', () => {
    const view = worldView(world(), DAY);
    expect(view).toMatchObject({
      ...{ few: false, title: '你今天领先', ahead: '87' },
      note: '8,432 步\u00a0· 再走约 500 步，领先 90%',
      ...{ topTitle: '前 1 名', topFrom: '31,340 步起' },
      foot: '共 12,840 人\u00a0· 20:30 更新\u00a0· 按北京时间计日',
    });
    expect(view.bins.map(({ side }) => side).join(' ')).toBe(
      `${'less '.repeat(8)}own${' more'.repeat(7)}`,
    );
    expect(view.bins[8]!.words).toBe('8,000–8,999 步，6.5%');
    expect(view.you?.left).toBeCloseTo(53.1, 1);
    expect(worldView(world({ of: 1_000_000, sampled: 100_000 }), DAY).foot).toContain(
      '抽样 100,000 人',
    );
    expect(worldView(world({ state: 'final' }), DAY).foot).toContain('这张榜不再变');
  });

  test('without a number of one’s own nothing is claimed of oneself', () => {
    const view = worldView(world({ ahead: null, steps: null, next: null }), DAY);
    expect(view).toMatchObject({ ahead: '', title: '还没有你的步数', you: null });
    expect(view.bins.every(({ side }) => side === 'less')).toBe(true);
  });

  const open = async (answer: unknown) => {
    const { cloud } = fakeCloud({ 'board.world': answer });
    wxNow().cloud = cloud;
    const page = openPage('pages/ranking/ranking');
    (page.instance.onSegment as (event: unknown) => void).call(page.instance, {
      detail: { name: 'world' },
    });
    await settle();
    return page;
  };

  test('R8-3 the distribution is a table, too, and the first ones are in a sheet without names', async () => {
    const page = await open(world());
    const board = page.querySelector('#board')!;
    expect(wordsOf(page)).toMatch(/87 %.*前 1 名.*虚拟手环与待核实的数据不计入/);
    expect(wordsOf(page)).not.toContain('8,000–8,999 步');
    (board.instance.onTable as () => void).call(board.instance);
    expect(wordsOf(page)).toContain('8,000–8,999 步，6.5%');
    (board.instance.onTop as () => void).call(board.instance);
    expect(wordsOf(page)).toMatch(/周\*\* 乐心 手环直读 31,340/);
    expect(page.instance.data.covered).toBe(true);
  });

  test('below two hundred people nothing is estimated, and it is said', async () => {
    const none = { ahead: null, rank: null, steps: null, next: null, bins: [], top: [] };
    const page = await open(world({ ...none, of: 0, sampled: 0 }));
    expect(wordsOf(page)).toContain('人数还不够，暂不估计');
  });

  test('no network and nothing kept: one sentence and one button', async () => {
    const page = await open(() => Promise.reject({ errCode: -1, errMsg: 'request:fail' }));
    expect(wordsOf(page)).toContain('没有网络');
  });
});
