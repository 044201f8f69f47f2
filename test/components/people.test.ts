/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { initialOf, tintOf } from '../../miniprogram/components/bm-avatar/initial';
import { busiestHour, spokesOf } from '../../miniprogram/components/bm-wheel/spokes';
import { rankingView } from '../../miniprogram/pages/ranking/friends-board/view';
import { HOURS, NOW, sampleBoard } from '../helpers/people';
import { type Rendered, render, wordsOf } from '../helpers/simulate';
import { installWx } from '../helpers/wx';

installWx();

const NAMES = [
  '👨‍👩‍👧 小家',
  '名'.repeat(40),
  'مرحبا بالعالم',
  '<script>alert(1)</script>',
  '\u202e反向',
];

describe('an avatar', () => {
  test.each([
    ['林晚', '林'],
    ['alice', 'A'],
    ['  \u200b林', '林'],
    ['👍🏽ok', '👍'],
    ['\u202eabc', 'A'],
    ['', '·'],
  ])('R4-5 %j shows %s', (name, initial) => {
    expect(initialOf(name)).toBe(initial);
  });

  test('has one of five tints, always the same for a person', () => {
    const tints = ['u-lin', 'u-chen', 'u-xu', 'a', 'b', 'c', 'd'].map(tintOf);
    expect(tints).toEqual(['u-lin', 'u-chen', 'u-xu', 'a', 'b', 'c', 'd'].map(tintOf));
    expect(tints.every((tint) => tint >= 1 && tint <= 5)).toBe(true);
    expect(new Set(tints).size).toBeGreaterThan(1);
  });

  test('R4-7 a photo that does not load gives way to the character', () => {
    const avatar = render('components/bm-avatar/bm-avatar', {
      uid: 'u-lin',
      name: '林晚',
      src: 'https://example.invalid/a.png',
    });
    expect(wordsOf(avatar)).toBe('');
    (avatar.instance.onError as () => void).call(avatar.instance);
    expect(wordsOf(avatar)).toBe('林');
  });
});

describe('the support sheet', () => {
  const sheet = (desk: boolean) =>
    wordsOf(
      render('components/bm-support/bm-support', {
        visible: true,
        view: {
          ...{ title: '联系咕咚客服', hours: '', desk, ticked: false, tickNote: '', lines: [] },
          ...{ sessionFrom: 'x', cardTitle: '', cardPath: '', problem: null },
          elsewhere: {
            note: '没有在线客服',
            phone: '400-000-0000',
            site: 'https://www.codoon.com',
          },
        },
      }),
    );

  test('R6-5 a maker with a desk has its phone beside the chat; one without has phone and site', () => {
    expect(sheet(true)).toContain('400-000-0000');
    expect(sheet(true)).not.toContain('https://www.codoon.com');
    expect(sheet(false)).toMatch(/没有在线客服.*400-000-0000.*https:\/\/www\.codoon\.com/s);
  });
});

const CALLER = {
  hidden: false,
  virtualOnly: false,
  device: 'band' as const,
  bandless: false,
  counterOnly: false,
  synced: true,
  waiting: false,
  withheld: 0,
  steps: null,
  old: null,
};

/** What of somebody's row was tapped, or failed. */
const tapped = (
  { instance }: Rendered,
  method: 'onCheer' | 'onOpen' | 'onPhotoError',
  uid: string,
) =>
  (instance[method] as (event: object) => void).call(instance, {
    currentTarget: { dataset: { uid } },
  });

describe('a row', () => {
  const rows = () => rankingView(sampleBoard(), NOW, CALLER);
  const show = (row: unknown) => render('components/bm-rows/bm-rows', { rows: [row] });

  test('R5-1 shows place, name, maker, class, steps, age and cheers', () => {
    expect(wordsOf(show(rows().rows[1]))).toBe('2 许 许诺 荣耀 手环直读 8,432 12 分钟前 2');
  });

  test('R5-4 a friend who has not synced has no number and no heart', () => {
    const row = show(rows().absent[0]);
    expect(wordsOf(row)).toBe('– 周 周舟 乐心 今日未同步 · 昨日 8,012');
    expect(row.querySelector('.bm-row-cheer')).toBeUndefined();
  });

  test.each([
    ['许诺', false],
    ['Walker 199', false],
    ['欧阳娜娜子', false],
    ['欧阳娜娜子子', true],
    ['wwwwww', true],
    ['WWWWWW', true],
    ['🏃‍♀️', true],
    ['محمد', true],
    ['﷽', true],
  ])('R4-5 the name %j is cut off only where it may be longer than its place', (name, tight) => {
    const [, xu] = sampleBoard().rows;
    const [row] = rankingView(sampleBoard({ rows: [{ ...xu!, name }] }), NOW, CALLER).rows;
    expect(row!.tight).toBe(tight);
    expect(show(row).dom.innerHTML.includes('bm-row-tight')).toBe(tight);
  });

  test('R5-11 the heart of another person fires once per tap; the own one is no button', () => {
    const cheered: unknown[] = [];
    const shown = rows().rows;
    const board = render('components/bm-rows/bm-rows', { rows: shown });
    board.addEventListener('cheer', ({ detail }) => cheered.push(detail));
    for (const { uid } of shown.slice(1, 3)) tapped(board, 'onCheer', uid);
    expect(shown[2]!.own).toBe(true);
    expect(cheered).toEqual([{ uid: 'u-xu' }]);
  });

  test('R4-7 a photo that does not load gives way to the character, in its own row alone', () => {
    const shown = rows().rows.map((row) => ({ ...row, avatar: `https://photo.test/${row.uid}` }));
    const board = render('components/bm-rows/bm-rows', { rows: shown });
    const photos = () => board.dom.querySelectorAll('wx-image').length;
    expect(photos()).toBe(shown.length);
    tapped(board, 'onPhotoError', shown[1]!.uid);
    expect(photos()).toBe(shown.length - 1);
    expect(wordsOf(board)).toContain('2 许 许诺');
  });

  test('R5-1 another person’s row opens where rows do; for an onlooker there is no heart', () => {
    const show = (index: number, more: object) =>
      render('components/bm-rows/bm-rows', { rows: [rows().rows[index]], ...more });
    const row = show(1, { opens: true });
    const opened: unknown[] = [];
    row.addEventListener('open', ({ detail }) => opened.push(detail));
    expect(row.querySelector('.bm-row-open')).toBeDefined();
    tapped(row, 'onOpen', 'u-xu');
    expect(opened).toEqual([{ uid: 'u-xu' }]);
    expect(show(2, { opens: true }).querySelector('.bm-row-open')).toBeUndefined();
    const looked = show(1, { hearts: false });
    expect(looked.querySelector('.bm-row-open')).toBeUndefined();
    expect(looked.querySelector('.bm-row-cheer')).toBeUndefined();
  });

  test.each(NAMES)('R4-5 the name %j stays text and moves nothing else', (name) => {
    const [, xu] = sampleBoard().rows;
    const view = rankingView(sampleBoard({ rows: [{ ...xu!, name }] }), NOW, CALLER);
    const row = show(view.rows[0]);
    expect(row.dom.querySelector('script')).toBeNull();
    expect(wordsOf(row)).toContain('荣耀 手环直读 8,432 12 分钟前 2');
    expect(wordsOf(row)).toContain(name.replace(/\s+/g, ' '));
  });
});

describe('the day wheel', () => {
  test('has 24 spokes, the busiest hour full, an empty hour empty', () => {
    const spokes = spokesOf(HOURS);
    expect(spokes).toHaveLength(24);
    expect(spokes[18]).toEqual({ hour: 18, angle: 277.5, share: 1 });
    expect(spokes[0]!.share).toBe(0);
    expect(busiestHour(HOURS)).toBe(18);
  });

  test('a day without steps has no busiest hour and no full spoke', () => {
    expect(busiestHour(new Array(24).fill(0))).toBeNull();
    expect(spokesOf([]).every(({ share }) => share === 0)).toBe(true);
  });

  test('is one picture with words for the screen reader, and the total in its middle', () => {
    const wheel = render('components/bm-wheel/bm-wheel', {
      hours: HOURS,
      steps: '8,432',
      unit: '步',
      label: '全天 8,432 步',
    });
    expect(wordsOf(wheel)).toBe('0 6 12 18 8,432 步');
  });
});
