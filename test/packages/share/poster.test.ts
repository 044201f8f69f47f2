/** What a poster says and where it stands; `measure` is a font whose letters are all alike. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Snapshot } from '../../../miniprogram/contract/api';
import { dayPoster, type Shown } from '../../../miniprogram/packages/share/poster/day';
import { cardSheet, posterSheet } from '../../../miniprogram/packages/share/poster/layout';
import type {
  Mark,
  Measure,
  Sheet,
  TextMark,
} from '../../../miniprogram/packages/share/poster/marks';
import { runOf } from '../../../miniprogram/packages/share/poster/run';
import { streakPoster } from '../../../miniprogram/packages/share/poster/streak';
import { sampleBoard, sampleSnapshot } from '../../helpers/people';
import { installWx } from '../../helpers/wx';

const wxNow = installWx();

/** Chinese characters are square, others about half as wide; what is not seen has no width. */
const measure: Measure = (words, size) =>
  [...words].reduce((sum, letter) => {
    if (/\u200d|\ufe0f|[\u2066-\u2069]/.test(letter)) return sum;
    return sum + (/[ -~]/.test(letter) ? 0.58 : 1) * size;
  }, 0);

const OWNER: Shown = { name: '林晚', band: 'iHealth AM3', board: null };
const sheetOf = (snapshot: Snapshot, shown: Partial<Shown> = {}, code = true) =>
  posterSheet(dayPoster(snapshot, { ...OWNER, ...shown }), code, measure);

const texts = ({ marks }: Sheet): TextMark[] =>
  marks.filter((mark): mark is TextMark => mark.kind === 'text');
/** What is read, without what only keeps a name's direction. */
const read = (sheet: Sheet) =>
  texts(sheet).map(({ words }) => words.replace(/[\u2068\u2069]/g, ''));
const of = <K extends Mark['kind']>({ marks }: Sheet, kind: K) =>
  marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);

/** From where to where words go. */
function span({ words, x, size, bold, align }: TextMark): [number, number] {
  const width = measure(words, size, bold);
  const from = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  return [from, from + width];
}

/** No words leave the sheet, and none of one line touch each other. */
function expectInside(sheet: Sheet): void {
  const all = texts(sheet).map((mark) => ({ mark, at: span(mark) }));
  for (const { mark, at } of all) {
    expect({ words: mark.words, in: at[0] >= 20 && at[1] <= sheet.width - 20 }).toEqual({
      words: mark.words,
      in: true,
    });
    for (const other of all) {
      if (other.mark === mark || Math.abs(other.mark.y - mark.y) > 4) continue;
      const apart = other.at[0] >= at[1] || at[0] >= other.at[1];
      expect({ words: [mark.words, other.mark.words], apart }).toMatchObject({ apart: true });
    }
  }
}

const counter = (): Snapshot => {
  const { total } = sampleSnapshot();
  const hours = new Array(24).fill(0);
  return sampleSnapshot({ total: { ...total, hours, sourceClass: 'counter', estimated: true } });
};

describe('a day', () => {
  test('R4-1 is drawn as it is: date, wheel, facts, whose it is, and WeChat’s code', () => {
    const sheet = sheetOf(sampleSnapshot({ ahead: 87.4 }));
    expect([sheet.width, sheet.height]).toEqual([375, 667]);
    expect(read(sheet)).toEqual([
      ...['2026年11月22日', '星期日', '0', '6', '12', '18', '8,432', '步'],
      ...['6.1', '公里', '走过的距离', '87', '%', '领先的人', '18', '时', '走得最多'],
      ...['林晚的一天', 'iHealth AM3 · 手环直读', '环友\u00a0· 长按识别小程序码'],
    ]);
    expect(of(sheet, 'line').filter(({ colour }) => colour === 'faint')).toHaveLength(24);
    expect(of(sheet, 'line').filter(({ colour }) => colour === 'graph')).toHaveLength(15);
    expect(of(sheet, 'code')).toEqual([{ kind: 'code', x: 271, y: 559, size: 76 }]);
    expectInside(sheet);
  });

  test('R1-1 of a band without hours shows its goal as a ring, on the card too', () => {
    const content = dayPoster(counter(), { ...OWNER, band: '乐心 BonBon' });
    const sheet = posterSheet(content, true, measure);
    expect(of(sheet, 'line')).toEqual([]);
    expect(of(sheet, 'arc').map(({ share }) => share)).toEqual([1, 0.8432]);
    expect(read(sheet)).toEqual(
      expect.arrayContaining(
        ['步，目标 10,000', '大约走了', '实时计数'].map((words) =>
          words === '实时计数' ? '乐心 BonBon · 实时计数' : words,
        ),
      ),
    );
    const card = cardSheet(content, measure);
    expect(read(card)).toEqual([
      ...['11月22日 星期日', '8,432', '步', '林晚 · 乐心 BonBon', '84%', '完成目标'],
    ]);
    expectInside(card);
  });

  test('R4-7 without a code there is none, and nobody is told to press one', () => {
    const sheet = sheetOf(sampleSnapshot(), {}, false);
    expect(of(sheet, 'code')).toEqual([]);
    expect(read(sheet).join()).not.toContain('小程序码');
    expect(read(sheet)).toContain('环友');
  });

  test('R4-7 what is not known is left out', () => {
    const { metres: _, ...total } = sampleSnapshot().total;
    const sheet = sheetOf(sampleSnapshot({ goal: 0, total: { ...total, sourceClass: null } }), {
      band: '',
    });
    expect(read(sheet)).toEqual(expect.arrayContaining(['18', '时', '走得最多']));
    expect(read(sheet)).not.toContain('%');
  });

  test('R4-5 a name that is not shown is not there', () => {
    const content = dayPoster(sampleSnapshot(), { ...OWNER, name: null });
    const all = [
      ...read(posterSheet(content, true, measure)),
      ...read(cardSheet(content, measure)),
    ];
    expect(all.join()).not.toContain('林');
    expect(all).toContain('我的一天');
    expect(content.label).toContain('我的一天');
  });

  const NAMES = [
    '👨‍👩‍👧‍👦'.repeat(20),
    '林'.repeat(40),
    'W'.repeat(40),
    'محمد عبد الله '.repeat(4),
    '<img src=x onerror=alert(1)>'.repeat(2),
    '\u202eabc',
    '',
  ];
  test.each(NAMES)('R4-5 the name %j stays text, whole characters, inside its place', (name) => {
    for (const lang of ['zh_CN', 'en']) {
      wxNow().baseInfo.language = lang;
      const board = sampleBoard();
      for (const shown of [{ name }, { name, board }]) {
        for (const code of [true, false]) expectInside(sheetOf(sampleSnapshot(), shown, code));
        const content = dayPoster(sampleSnapshot({ ahead: 100 }), { ...OWNER, ...shown });
        const card = cardSheet(content, measure);
        expectInside(card);
        const cut = read(card).find((words) => words.includes('…')) ?? '';
        expect(cut).not.toMatch(/\u200d…/u);
      }
    }
  });

  test('R8-3 large numbers and English stay inside', () => {
    wxNow().baseInfo.language = 'en';
    const { total } = sampleSnapshot();
    const far = { ...total, steps: 123_456, metres: 123_456, estimated: true };
    const snapshot = sampleSnapshot({ total: far, ahead: 99.99 });
    expectInside(sheetOf(snapshot));
    expectInside(sheetOf({ ...counter(), total: { ...counter().total, steps: 123_456 } }));
    expectInside(cardSheet(dayPoster(snapshot, OWNER), measure));
  });
});

describe('a place', () => {
  const placed = (board = sampleBoard()) => sheetOf(sampleSnapshot(), { board });

  test('R4-4 tells how many there are and where one stands; of the others no name, face or number', () => {
    const sheet = placed();
    expect(read(sheet)).toEqual(
      expect.arrayContaining([
        '星期日 20:36',
        '好友榜，共 6 人',
        '第 2 名',
        '24:00',
        '榜单截止',
        '林晚的名次',
      ]),
    );
    const all = read(sheet).join();
    for (const secret of ['陈', '许诺', '阿远', '王小雨', '周舟', '11,206', '6,920', '8,012']) {
      expect(all).not.toContain(secret);
    }
    const bars = of(sheet, 'bar');
    expect(bars.map(({ colour, dashed }) => (dashed ? 'dashed' : colour))).toEqual([
      ...['faint', 'faint', 'graph', 'faint', 'faint', 'dashed'],
    ]);
    // Heights are the order: of equal places equal, whatever the steps are.
    expect(bars.map(({ height }) => height)).toEqual([196, 164, 164, 100, 68, 40]);
  });

  test('R4-4 of many friends the nearest are drawn', () => {
    const [row] = sampleBoard().rows;
    const rows = Array.from({ length: 120 }, (_, i) => ({ ...row!, rank: i + 1, own: i === 80 }));
    const own = { rank: 81, steps: 8432, of: 120, behindNext: 1 };
    const bars = of(placed(sampleBoard({ rows, own })), 'bar');
    expect(bars).toHaveLength(9);
    expect(bars.filter(({ colour }) => colour === 'graph')).toHaveLength(1);
    for (const { x, width } of bars) expect(x + width).toBeLessThanOrEqual(347.01);
  });

  test('R5-6 says how far the board is', () => {
    const closing = (state: 'settling' | 'final') => read(placed(sampleBoard({ state })));
    expect(closing('settling')).toEqual(expect.arrayContaining(['12:00', '次日定榜']));
    expect(closing('final')).toEqual(expect.arrayContaining(['12:00', '已定榜']));
  });
});

describe('a streak', () => {
  const past = (goals = [{ from: 0 as const, steps: 8000 }]) => ({
    days: [9000, 8000, 14_944].map((steps, i) => ({
      ...{ day: 20260803 + i, steps, metres: 6000, total: null },
    })),
    goals,
  });

  test('R3-7 is found again as long as it is one', () => {
    expect(runOf(past(), 20260803, 20260805)).toHaveLength(3);
    expect(runOf(past(), 20260802, 20260805)).toBeNull();
    expect(runOf(past([{ from: 0, steps: 8500 }]), 20260803, 20260805)).toBeNull();
  });

  test('R4-1 has a spoke a day and a circle at the goal', () => {
    const content = streakPoster(runOf(past(), 20260803, 20260805)!, { name: '林晚', band: '' });
    const sheet = posterSheet(content, true, measure);
    expect(read(sheet)).toEqual([
      ...['8月3日 – 8月5日', '2026年', '3 天', '连续达标', '8,000', '步', '每天的目标'],
      ...['18', '公里', '一共走了', '14,944', '步', '最多的一天'],
      ...['林晚的 3 天', '', '环友\u00a0· 长按识别小程序码'],
    ]);
    expect(of(sheet, 'line').filter(({ colour }) => colour === 'graph')).toHaveLength(3);
    const circle = of(sheet, 'arc').find(({ colour }) => colour === 'ink')!;
    expect(circle.radius).toBeCloseTo(88 + 54 * (8000 / 14_944));
    expectInside(sheet);
    expectInside(cardSheet(content, measure));
  });

  test('R3-6 with a goal that changed tells all steps instead; a year of days is as round', () => {
    const days = Array.from({ length: 365 }, (_, i) => ({
      ...{ day: 20260101, steps: 9000, metres: 0, goal: i < 9 ? 8000 : 9000 },
    }));
    const sheet = posterSheet(streakPoster(days, { name: null, band: 'x' }), true, measure);
    expect(read(sheet)).toEqual(expect.arrayContaining(['3,285,000', '我的 365 天']));
    expect(of(sheet, 'line')[0]!.width).toBeLessThan(1);
    expectInside(sheet);
  });
});

beforeEach(() => {
  wxNow().baseInfo.language = 'zh_CN';
});
