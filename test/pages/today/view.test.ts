import { describe, expect, test } from '@jest/globals';
import { countDay } from '../../../miniprogram/contract/counting';
import { readOut, type TodayFacts, todayView } from '../../../miniprogram/pages/today/view';
import { DAY, HOURS, NOW, sampleBand } from '../../helpers/people';
import { installWx } from '../../helpers/wx';

const wxNow = installWx();

const slots = Object.fromEntries(
  HOURS.flatMap((steps, hour) =>
    steps > 0 ? [[hour * 4, { steps, metres: steps, kcal: 1 }]] : [],
  ),
);
const total = countDay(DAY, [{ source: 'b', sourceClass: 'direct', day: DAY, slots }]);
const memory = {
  deviceId: null,
  firmware: null,
  battery: 82,
  batteryAt: NOW,
  syncedAt: NOW - 180,
  results: [],
};
const facts = (over: Partial<TodayFacts> = {}): TodayFacts => ({
  now: NOW,
  offsetSeconds: 8 * 3600,
  day: DAY,
  total,
  goal: 10_000,
  streak: 3,
  bands: [sampleBand()],
  memory: () => memory,
  waiting: 0,
  offline: false,
  clockOff: false,
  uploadError: null,
  withheld: 0,
  werun: null,
  known: true,
  error: null,
  ...over,
});

describe('today in words', () => {
  test('synced, 0 so far is a number with words; nothing known is a dash', () => {
    const read = [{ source: 'b', sourceClass: 'direct' as const, day: DAY, slots: {} }];
    const view = todayView(facts({ total: countDay(DAY, read) }));
    expect(view).toMatchObject({ steps: '0', zero: true, largest: -1, canShare: false });
    expect(view.facts.map(({ value }) => value)).toEqual(['0', '0', '3']);
    expect(todayView(facts({ total: null }))).toMatchObject({ steps: '–', zero: false });
  });

  test('R5-10 WeRun alone: about, without hours, and its age in the line at the top', () => {
    const day = { day: DAY, slots: {}, counter: { steps: 9870 } };
    const werun = countDay(DAY, [{ source: 'werun', sourceClass: 'werun', ...day }]);
    const alone = { total: werun, bands: [], werun: { readAt: NOW - 120 } };
    const view = todayView(facts(alone));
    expect(view).toMatchObject({
      ...{ mode: 'value', icon: 'steps', bandName: '微信运动', bandLine: '2 分钟前读取' },
      ...{ steps: '9,870', largest: -1, isWerun: true, sources: '微信运动' },
    });
    expect(view.facts.slice(0, 2).map(({ about, value }) => about + value)).toEqual([
      expect.stringMatching(/^约[\d.]+$/),
      expect.stringMatching(/^约\d+$/),
    ]);
    expect(todayView(facts({ ...alone, total: null }))).toMatchObject({
      mode: 'value',
      steps: '–',
    });
    expect(todayView(facts({ total: werun }))).toMatchObject({ icon: 'band', isWerun: true });
  });

  test('R1-1 a band without hours says what kind of number it is; two say how many they are', () => {
    const counter = { sourceClass: 'counter' as const, slots: {}, counter: { steps: 8432 } };
    const one = countDay(DAY, [{ source: 'b', day: DAY, ...counter }]);
    expect(todayView(facts({ total: one })).sources).toBe('实时计数');
    const read = { sourceClass: 'direct' as const, day: DAY };
    const both = countDay(DAY, [
      { source: 'b', ...read, slots: { 40: { steps: 900 } } },
      { source: 'c', ...read, slots: { 48: { steps: 900 } } },
    ]);
    expect(todayView(facts({ total: both })).sources).toBe('2 只手环');
  });

  test('distances are in the unit that was chosen', () => {
    wxNow().storage.set('bm.unit', 'mile');
    const [distance] = todayView(facts()).facts;
    expect(distance).toMatchObject({ value: '5.2', unit: '英里' });
  });

  test('R10-1 where nobody agreed nobody is missed: the page offers what works', () => {
    const nobody = { bands: [], total: null, known: false };
    for (const error of ['needs-consent', 'guardian-needed'] as const) {
      expect(todayView(facts({ ...nobody, error })).mode).toBe('empty');
    }
    expect(todayView(facts({ ...nobody, error: 'offline' })).mode).toBe('unknown');
  });

  test('R13-4 away from Beijing the day says whose it is', () => {
    const away = { offsetSeconds: -8 * 3600 };
    expect(todayView(facts(away)).date).toBe('11月22日 星期日\u00a0· 北京时间');
    expect(todayView(facts({ ...away, day: 20261121 })).date).toBe(
      '11月21日 星期六\u00a0· 当地日期',
    );
  });

  test('the sample day reads as in the pictures', () => {
    const view = todayView(facts());
    expect(view).toMatchObject({
      mode: 'value',
      bandName: '荣耀手环',
      bandLine: '3 分钟前同步\u00a0· 电量 82%',
      date: '11月22日 星期日',
      steps: '8,432',
      goalLine: '目标 10,000 步',
      ringLabel: '今天 8,432 步，目标 10,000，完成 84%',
      hoursLabel: '每小时步数，最多 18 时 1,388 步',
      largest: 18,
      canShare: true,
    });
    expect(view.share).toBeCloseTo(0.8432);
    expect(view.facts.map((fact) => fact.label)).toEqual([
      '距离 8.4 公里',
      '消耗 15 千卡',
      '连续达标 3 天',
    ]);
    expect(readOut(view.hours, 18)).toEqual({ when: '18–19 时', steps: '1,388' });
  });

  test('what a band does not measure is called about', () => {
    const counted = countDay(DAY, [
      { source: 'b', sourceClass: 'counter', day: DAY, slots: {}, counter: { steps: 5000 } },
    ]);
    const labels = todayView(facts({ total: counted })).facts.map((fact) => fact.label);
    expect(labels.slice(0, 2)).toEqual(['距离 约3.6 公里', '消耗 约170 千卡']);
  });

  test('a goal that is met says so and the share may pass one', () => {
    const view = todayView(facts({ goal: 8000 }));
    expect(view.goalLine).toBe('已达标\n目标 8,000 步');
    expect(view.share).toBeGreaterThan(1);
  });

  test('R3-2 no band and no number: the offers; nothing known yet: the skeleton', () => {
    expect(todayView(facts({ bands: [], total: null })).mode).toBe('empty');
    expect(todayView(facts({ bands: [], total: null, known: false })).mode).toBe('loading');
    expect(todayView(facts({ bands: [], known: false })).mode).toBe('value');
  });

  test('nothing known and no answer is neither empty nor loading, and is said once', () => {
    const nothing = { bands: [], total: null, known: false };
    const view = todayView(facts({ ...nothing, error: 'offline', offline: true }));
    expect(view).toMatchObject({ mode: 'unknown', offline: false });
    expect(todayView(facts({ clockOff: true })).clockOff).toBe(true);
    expect(view.problem?.title).toBe('没有网络');
    expect(todayView(facts({ error: 'offline' })).problem).toBeNull();
  });

  test('the band of the line is the one that gave the number', () => {
    const other = sampleBand({ id: 'other', model: 'am3', syncedAt: NOW });
    const leading = { ...total, leading: sampleBand().id };
    const bands = [other, sampleBand()];
    expect(todayView(facts({ bands, total: leading }))).toMatchObject({
      bandName: '荣耀手环',
      syncLabel: '同步全部手环',
    });
    expect(todayView(facts({ bands, total: null })).bandName).toBe('iHealth AM3');
  });

  test('steps that are on no board are told; a virtual band is no such case', () => {
    expect(todayView(facts()).withheld).toBe('');
    expect(todayView(facts({ withheld: 12_000 })).withheld).toBe('12,000 步暂不进榜');
    const whole = { ...total, withheld: 'machine-like' as const };
    expect(todayView(facts({ total: whole })).withheld).toBe('8,432 步暂不进榜');
    expect(todayView(facts({ total: { ...total, withheld: 'virtual' } })).withheld).toBe('');
  });

  test('a day without data is a dash, never a zero, and cannot be shared', () => {
    const view = todayView(facts({ total: null }));
    expect(view).toMatchObject({ mode: 'value', steps: '–', share: 0, canShare: false });
    expect(view.facts.slice(0, 2).map((fact) => fact.value)).toEqual(['–', '–']);
  });

  test('R3-5 what waits for the cloud is told beside the age', () => {
    expect(todayView(facts({ waiting: 38 })).bandLine).toBe(
      '3 分钟前同步\u00a0· 有数据待上传\u00a0· 电量 82%',
    );
  });

  test('R3-8 reads in English too', () => {
    wxNow().baseInfo.language = 'en';
    expect(todayView(facts())).toMatchObject({
      date: 'Sun, 22 Nov',
      goalLine: 'of 10,000 steps',
      bandLine: 'Synced 3 min ago\u00a0· Battery 82%',
    });
  });

  test('the band of the line is the last synced, by whichever phone, a virtual one last', () => {
    const old = sampleBand({ id: 'old', syncedAt: NOW - 9000 });
    const last = sampleBand({ id: 'last', syncedAt: NOW - 240 });
    const virtual = sampleBand({ id: 'virtual', virtual: true, syncedAt: NOW });
    const line = (here: string) => {
      const known = (id: string) => ({ ...memory, syncedAt: id === here ? NOW - 60 : null });
      const bands = [virtual, old, last];
      return todayView(facts({ bands, total: null, memory: known })).bandLine;
    };
    expect(line('virtual')).toContain('4 分钟前');
    // This phone synced the other one since, and the cloud has not heard of it.
    expect(line('old')).toContain('1 分钟前');
  });
});
