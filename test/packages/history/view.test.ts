/** The history of the pictures: the week of 22 November 2026, and what its numbers come to. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type DayKey, isDay, weekday } from '../../../miniprogram/contract/activity';
import type { GoalFrom } from '../../../miniprogram/contract/api';
import { goalOn, goalsBetween } from '../../../miniprogram/contract/goals';
import { historyDays, recordsOf, sumOf } from '../../../miniprogram/packages/history/days';
import { beside, daysOf, KINDS, spanOf } from '../../../miniprogram/packages/history/spans';
import { type HistoryFacts, historyView } from '../../../miniprogram/packages/history/view';
import { chooseLanguage } from '../../../miniprogram/words/index';
import { DAY, NOW } from '../../helpers/people';
import { installWx } from '../../helpers/wx';

installWx();

const GOALS: GoalFrom[] = [
  { from: 0, steps: 8000 },
  { from: 20261119, steps: 10_000 },
];
const WEEK: [DayKey, number][] = [
  [20261116, 9214],
  [20261117, 8655],
  [20261119, 10_480],
  [20261120, 11_032],
  [20261121, 10_116],
  [DAY, 8432],
];
const past = (days: readonly [DayKey, number][], goals = GOALS) => ({
  days: days.map(([day, steps]) => ({ day, steps, metres: Math.round(steps * 0.72), total: null })),
  goals,
});
const view = (over: Partial<HistoryFacts> = {}) =>
  historyView({
    kind: 'week',
    at: DAY,
    past: past(WEEK),
    today: DAY,
    now: NOW,
    picked: null,
    fillable: 20261118,
    refused: () => 0,
    ...over,
  });

const anyDay = fc.integer({ min: 20140101, max: 20991231 }).filter(isDay);

describe('R3-8 spans', () => {
  test('every day lies in one week, month and year, and going there and back ends where it began', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...KINDS), (day, kind) => {
        const span = spanOf(kind, day);
        expect(span.from <= day && day <= span.to).toBe(true);
        expect(spanOf(kind, span.from)).toEqual(spanOf(kind, span.to));
        const later = spanOf(kind, beside(span, 1));
        expect(later.from).toBe(addDays(span.to, 1));
        expect(spanOf(kind, beside(later, -1))).toEqual(span);
        if (kind === 'week') expect([weekday(span.from), weekday(span.to)]).toEqual([1, 0]);
      }),
    );
  });

  test('a leap year has 366 days, February 29', () => {
    expect(daysOf(spanOf('year', 20280229))).toHaveLength(366);
    expect(spanOf('month', 20280203)).toEqual({ from: 20280201, to: 20280229 });
  });
});

describe('goals', () => {
  test('the goals of some days decide them as all goals do', () => {
    const goals = fc
      .array(fc.record({ from: anyDay, steps: fc.integer({ min: 1000, max: 40_000 }) }))
      .map((list) => [{ from: 0 as const, steps: 8000 }, ...list.sort((a, b) => a.from - b.from)]);
    fc.assert(
      fc.property(
        goals,
        anyDay,
        fc.nat({ max: 99 }),
        fc.nat({ max: 99 }),
        (all, from, long, at) => {
          const to = addDays(from, long);
          const day = addDays(from, Math.min(long, at));
          expect(goalOn(goalsBetween(all, from, to), day)).toBe(goalOn(all, day));
        },
      ),
    );
  });
});

describe('a week', () => {
  test('R3-6 as drawn: sum, average of days with data, goal as of the day, a gap that is a gap', () => {
    const { title, head, bars, facts, gap, out, later } = view();
    expect(title).toBe('11月16日 – 22日');
    expect(head).toEqual({
      name: '本周合计',
      value: '57,929',
      unit: '步',
      line: '6 天有数据，日均 9,655',
    });
    expect(bars.map(({ kind, foot, met }) => (met ? '✓' : foot || kind))).toEqual([
      '✓',
      '✓',
      '缺',
      '✓',
      '✓',
      '✓',
      '今天',
    ]);
    expect(new Set(bars.slice(0, 3).map(({ goal }) => goal)).size).toBe(1);
    expect(bars[3]!.goal).toBeGreaterThan(bars[2]!.goal);
    expect(facts).toEqual([
      { name: '达标', value: '5 天' },
      { name: '距离', value: '41.7 公里' },
    ]);
    expect(gap).toBe('周三还没有数据');
    expect(out).toEqual({ when: '11月21日 星期六', value: '10,116', rest: '步 / 目标 10,000' });
    expect(later).toBe(false);
  });

  test('the table says the same', () => {
    const { rows } = view().table;
    expect(rows.map(({ weekday }) => weekday)).toEqual(
      '一二三四五六日'.split('').map((one) => `周${one}`),
    );
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['11月16日\u00a0', '9,214', '8,000', '是'],
      ['11月17日\u00a0', '8,655', '8,000', '是'],
      ['11月18日\u00a0', '没有数据', '8,000', ''],
      ['11月19日\u00a0', '10,480', '10,000', '是'],
      ['11月20日\u00a0', '11,032', '10,000', '是'],
      ['11月21日\u00a0', '10,116', '10,000', '是'],
      ['11月22日\u00a0', '8,432', '10,000', '进行中'],
    ]);
  });

  test('R8-3 dates of a table are equally wide: with large letters all take two lines, or none', () => {
    const digits = (over: Partial<HistoryFacts>) => view(over).table.digits;
    expect([digits({}), digits({ at: 20261109 })]).toEqual([4, 4]);
    expect([digits({ at: 20260904 }), digits({ kind: 'day' })]).toEqual([3, 0]);
  });

  test('a picked day is read out; a day to come is neither a gap nor 0', () => {
    expect(view({ picked: 20261117 }).out?.value).toBe('8,655');
    const early = view({ today: 20261117, past: past(WEEK.slice(0, 2)) });
    expect(early.bars.slice(2).map(({ kind }) => kind)).toEqual(Array(5).fill('later'));
    expect(early.gap).toBe('');
    expect(early.table.rows).toHaveLength(2);
  });

  test('a week without data says so and shows no number', () => {
    const { head, out, facts } = view({ past: past([]), fillable: null });
    expect(head).toMatchObject({ value: '–', line: '没有数据' });
    expect([out, facts]).toEqual([null, []]);
  });

  test.each([
    [20261118, '周三还没有数据'],
    [20261119, ''],
    [null, ''],
  ])('R3-7 a gap is told of where a sync may still fill it: from %p', (fillable, gap) => {
    expect(view({ fillable }).gap).toBe(gap);
    expect(view({ fillable, kind: 'day', at: 20261118 }).gap).toBe(gap && '这一天还没有数据');
  });

  test('in English, over two months', () => {
    chooseLanguage('en');
    const { title, head, table } = view({
      at: 20261201,
      today: 20261203,
      past: past([[20261201, 5]]),
    });
    expect(title).toBe('30 Nov – 6 Dec');
    expect(head).toMatchObject({ name: 'This week', line: '1 day with data, 5 a day' });
    expect(table.rows[1]!.cells).toEqual(['1\u00a0Dec\u00a0', '5', '10,000', 'No']);
    expect([table.rows[1]!.weekday, table.digits]).toEqual(['Tue', 2]);
    expect(view().title).toBe('16 – 22 Nov');
    chooseLanguage('zh');
  });
});

describe('R12-2 a day of which boards do not have everything', () => {
  const [first, second] = [20261117, 20261119];
  const kept = past(WEEK).days.map((day) => ({ ...day, keptOff: day.day === second ? 4210 : 0 }));
  const off = (over: Partial<HistoryFacts> = {}) =>
    view({ past: { days: kept, goals: GOALS }, ...over });

  test('says so in a week and a month, also in their tables, whichever phone was refused', () => {
    const refused = (day: DayKey) => (day === first ? 900 : day === second ? 300 : 0);
    for (const kind of ['week', 'month'] as const) {
      const { withheld, table } = off({ kind, refused });
      expect(withheld.map(({ name, hint }) => `${name} ${hint}`)).toEqual([
        '900 步暂不进榜 11月17日 星期二',
        '4,210 步暂不进榜 11月19日 星期四',
      ]);
      const said = table.rows.filter(({ off }) => off).map(({ key, off }) => [key, off]);
      expect(said).toEqual([first, second].map((day) => [day, '暂不进榜']));
    }
  });

  test('in a year its month says so, and the day when it is selected', () => {
    const { withheld, table } = off({ kind: 'year' });
    expect(withheld).toEqual([]);
    expect(table.rows.filter(({ off }) => off).map(({ cells }) => cells[0])).toEqual(['11月']);
    expect(off({ kind: 'year', picked: second }).withheld).toMatchObject([{ day: second }]);
  });

  test('counts as it did', () => {
    const { withheld: _, table, ...rest } = off();
    const { withheld: __, table: plain, ...as } = view();
    expect(rest).toEqual(as);
    expect(table.rows.map(({ cells }) => cells)).toEqual(plain.rows.map(({ cells }) => cells));
  });
});

describe('a month and a year', () => {
  test('a month begins under its weekday; what is over and has data is judged', () => {
    const { month, head, facts, title } = view({ kind: 'month' });
    expect(title).toBe('2026年11月');
    expect(month!.blanks).toHaveLength(6);
    expect(month!.cells).toHaveLength(30);
    expect(month!.cells[21]).toMatchObject({ label: '今', fate: 'open', today: true });
    expect(month!.cells[22]).toMatchObject({ label: '23', fate: 'later' });
    expect(head.line).toBe('6 天有数据，日均 9,655');
    expect(facts[0]).toEqual({ name: '达标', value: '5 天，共 5 天' });
  });

  test('a year is kilometres, squares in two halves, and one’s own records', () => {
    const { head, halves, records, table } = view({ kind: 'year' });
    expect(head).toMatchObject({ name: '今年走了', value: '42', unit: '公里' });
    expect(head.line).toBe('57,929 步，6 天有数据');
    expect(halves.map(({ weeks }) => weeks.length)).toEqual([27, 27]);
    expect(halves.flatMap(({ months }) => months.map(({ name }) => name))).toEqual(
      Array.from({ length: 12 }, (_, month) => `${month + 1}月`),
    );
    const squares = halves.flatMap(({ weeks }) => weeks.flatMap((week) => week.squares));
    expect(squares.find(({ day }) => day === 20261120)!.look).toBe('met size-2');
    expect(squares.find(({ day }) => day === DAY)!.look).toBe('open size-2 today');
    expect(squares.find(({ day }) => day === 20261118)!.look).toBe('none size-0');
    expect(squares.find(({ day }) => day === 20261123)!.look).toBe('');
    expect(records.map(({ name, value, hint, kind }) => [name, value, hint, kind])).toEqual([
      ['一天最多', '11,032', '11月20日 星期五', 'day'],
      ['最长连续达标', '3', '11月19日 – 11月21日', 'streak'],
      ['最好的一周', '57,929', '11月16日 – 22日', 'week'],
    ]);
    expect(table.rows).toHaveLength(11);
    expect(table.rows[10]!.cells).toEqual(['11月', '57,929', '41.7', '5']);
  });

  test('each day of a year is one square, whatever the year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2014, max: 2099 }), (year) => {
        const at = year * 10_000 + 615;
        const one = past([[at, 1]]);
        const { halves } = view({ kind: 'year', at, past: one, today: year * 10_000 + 1231 });
        const shown = halves.flatMap(({ weeks }) =>
          weeks.flatMap(({ squares }) => squares.flatMap(({ day, look }) => (look ? [day] : []))),
        );
        expect(shown).toEqual(daysOf(spanOf('year', at)));
      }),
      { numRuns: 20 },
    );
  });

  test('sums and records agree with a plain walk over the days', () => {
    const days = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 20260101, max: 20261231 }).filter(isDay), fc.nat({ max: 30_000 })),
      { selector: ([day]) => day, maxLength: 200 },
    );
    fc.assert(
      fc.property(days, (list) => {
        const judged = historyDays(spanOf('year', DAY), past(list), 20261231);
        const sum = sumOf(judged);
        expect(sum.steps).toBe(list.reduce((all, [, steps]) => all + steps, 0));
        expect(sum.counted).toBe(list.length);
        const { most, streak } = recordsOf(judged);
        expect(most?.value ?? 0).toBe(Math.max(0, ...list.map(([, steps]) => steps)));
        if (streak) {
          expect(daysOf(streak)).toHaveLength(streak.value);
          for (const day of daysOf(streak)) {
            expect(judged.find((one) => one.day === day)!.fate).toBe('met');
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
