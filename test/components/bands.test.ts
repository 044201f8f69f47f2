/** @jest-environment jsdom */
import { readFileSync } from 'node:fs';
import { describe, expect, jest, test } from '@jest/globals';
import { barsOf, hourAt, largestHour } from '../../miniprogram/components/bm-bars/bars';
import { HOURS } from '../helpers/people';
import { render, wordsOf } from '../helpers/simulate';
import { installWx } from '../helpers/wx';

const wxNow = installWx();

describe('the ring', () => {
  const ring = (share: number) =>
    render('components/bm-ring/bm-ring', { share, label: '今天 8,432 步' });

  test('shows its share with two round ends', () => {
    const { instance, dom } = ring(0.25);
    expect(instance.data).toMatchObject({ drawn: 0.25, turn: 90 });
    expect(dom.querySelectorAll('[class*="cap"]')).toHaveLength(2);
  });

  test('short of the goal it stays open, however little is missing', () => {
    expect(ring(0.98).instance.data.turn).toBeLessThan(350);
    expect(ring(0.9999).instance.data.turn).toBeLessThan(350);
    expect(ring(1).instance.data.turn).toBe(360);
  });

  test('nothing is the track alone, more than everything a full ring without ends', () => {
    for (const [share, drawn] of [
      [0, 0],
      [1.7, 1],
      [-1, 0],
    ] as const) {
      const { instance, dom } = ring(share);
      expect(instance.data.drawn).toBe(drawn);
      expect(dom.querySelectorAll('[class*="cap"]')).toHaveLength(0);
    }
  });

  test('R13-1 a new share is sent once; the view grows there, or is there at once on a slow phone', () => {
    const { instance } = ring(0.2);
    expect(instance.data).toMatchObject({ drawn: 0.2, grows: false });
    const sent = jest.spyOn(instance, 'setData');
    instance.setData({ share: 0.6 });
    expect(instance.data).toMatchObject({ drawn: 0.6, turn: 216, grows: true });
    instance.setData({ share: 0.6 });
    expect(sent.mock.calls.filter(([part]) => 'drawn' in part)).toHaveLength(1);
    wxNow().getDeviceInfo = () => ({ platform: 'android', benchmarkLevel: 5 });
    const slow = ring(0.2);
    slow.instance.setData({ share: 0.9 });
    expect(slow.instance.data).toMatchObject({ drawn: 0.9, grows: false });
  });
});

describe('the hours', () => {
  test('the largest hour is the full height, few steps are still a bar, none is a dash', () => {
    const bars = barsOf([0, 1, 50, 100]);
    expect(bars).toHaveLength(24);
    expect(bars.slice(0, 5).map((bar) => bar.height)).toEqual([0, 6.25, 50, 100, 0]);
    expect(barsOf([]).every((bar) => bar.height === 0)).toBe(true);
    expect(largestHour(HOURS)).toBe(18);
    expect(largestHour([])).toBe(-1);
  });

  test('every place of a touch is an hour', () => {
    expect([0, 0.04, 0.042, 0.5, 0.999, 1].map(hourAt)).toEqual([0, 0, 1, 12, 23, 23]);
  });

  test('a choice is told once per hour', () => {
    const bars = render('components/bm-bars/bm-bars', { hours: HOURS, selected: 18 });
    const chosen: unknown[] = [];
    bars.addEventListener('select', ({ detail }) => chosen.push(detail));
    const pick = bars.instance.pickAt as (x: number) => void;
    pick.call(bars.instance, 18.5 / 24);
    pick.call(bars.instance, 8.5 / 24);
    expect(chosen).toEqual([{ hour: 8 }]);
  });

  test('a finger along the hours chooses, one up or down scrolls the page', () => {
    const bars = render('components/bm-bars/bm-bars', { hours: HOURS, selected: 18 });
    const asked: unknown[] = [];
    bars.instance.findPlot = ({ clientX }: { clientX: number }) => asked.push(clientX);
    const touch = (name: string, clientX: number, clientY: number) =>
      (bars.instance[name] as (event: unknown) => void).call(bars.instance, {
        touches: [{ clientX, clientY }],
      });
    touch('onPlotTouch', 100, 300);
    touch('onPlotDrag', 103, 250);
    expect(asked).toEqual([]);
    touch('onPlotDrag', 160, 290);
    expect(asked).toEqual([160]);
    const wxml = readFileSync('miniprogram/components/bm-bars/bm-bars.wxml', 'utf8');
    expect(wxml).not.toMatch(/catch:?touch/);
  });

  test('R8-3 the chart has a summary and turns into a table of real text', () => {
    const bars = render('components/bm-bars/bm-bars', {
      hours: HOURS,
      label: '每小时步数，最多 18 时 1,388 步',
      tableLabel: '切换为表格',
      chartLabel: '切换为图表',
      rows: ['18–19 时  1,388 步'],
    });
    expect(wordsOf(bars)).not.toContain('1,388 步');
    (bars.instance.onToggle as () => void).call(bars.instance);
    expect(wordsOf(bars)).toContain('18–19 时 1,388 步');
    expect(wordsOf(bars)).toContain('切换为图表');
  });
});

describe('a band card', () => {
  const card = {
    id: 'b1',
    name: '荣耀手环',
    pic: 'capsule',
    line: '45 分钟前同步 · 7 天已存好',
    battery: 16,
    features: '计步 · 历史',
    label: '荣耀手环，45 分钟前同步',
    syncLabel: '同步荣耀手环',
    syncWord: '同步',
    syncing: false,
  };

  test('says its state, asks for attention when the battery is low, and syncs', () => {
    const band = render('components/bm-band/bm-band', { band: card });
    expect(wordsOf(band)).toBe('荣耀手环 45 分钟前同步 · 7 天已存好 16% 计步 · 历史 同步');
    expect(band.dom.querySelectorAll('[class*="warning"]')).toHaveLength(1);
    const events: unknown[] = [];
    band.addEventListener('sync', ({ detail }) => events.push(detail));
    (band.instance.onSync as () => void).call(band.instance);
    band.setData({ band: { ...card, syncing: true } });
    (band.instance.onSync as () => void).call(band.instance);
    expect(events).toEqual([{ id: 'b1' }]);
  });

  test('a virtual one has no foot, and a band that does not say has no battery', () => {
    const band = render('components/bm-band/bm-band', {
      band: { ...card, features: '', battery: -1 },
    });
    expect(wordsOf(band)).toBe('荣耀手环 45 分钟前同步 · 7 天已存好');
  });
});

describe('a sync under way', () => {
  const view = {
    title: '正在读取历史',
    line: 'iHealth AM3 · 第 3 天，共 7 天',
    percent: 43,
    stages: [
      { name: '已连接', state: 'done' },
      { name: '对时', state: 'done' },
      { name: '读取历史', state: 'now' },
      { name: '保存', state: 'later' },
      { name: '释放手环记忆', state: 'later' },
    ],
    single: false,
  };

  test('shows five stages and how far it is', () => {
    const stages = render('components/bm-stages/bm-stages', { view });
    expect(wordsOf(stages)).toContain('43%');
    expect(wordsOf(stages)).toMatch(/已连接.*对时.*读取历史.*保存.*释放手环记忆/);
  });

  test('R8-3 with large letters only the stage under way', () => {
    const stages = render('components/bm-stages/bm-stages', { view: { ...view, single: true } });
    expect(wordsOf(stages)).not.toContain('释放手环记忆');
    expect(wordsOf(stages)).toContain('读取历史');
  });
});

describe('a problem', () => {
  test('one cause, one button, and a second only when given', () => {
    const problem = render('components/bm-problem/bm-problem', {
      title: '手环断开了',
      sentence: '已保存的不会丢。',
      button: '继续同步',
    });
    expect(wordsOf(problem)).toBe('手环断开了 已保存的不会丢。 继续同步');
    problem.setData({ second: '联系客服' });
    expect(wordsOf(problem)).toContain('联系客服');
    const events: string[] = [];
    for (const name of ['act', 'second']) problem.addEventListener(name, () => events.push(name));
    (problem.instance.onAct as () => void).call(problem.instance);
    (problem.instance.onSecond as () => void).call(problem.instance);
    expect(events).toEqual(['act', 'second']);
  });
});
