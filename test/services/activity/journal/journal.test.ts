import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  dayOf,
  dayStart,
  type Reading,
  type SleepSpan,
} from '../../../../miniprogram/contract/activity';
import type { JournalFiles } from '../../../../miniprogram/phone/files';
import {
  JOURNAL_LIMITS,
  type Journal,
  openJournal,
} from '../../../../miniprogram/services/activity/journal/journal';
import type { PageRecord } from '../../../../miniprogram/services/activity/journal/line';
import { memoryFiles, memoryFolder } from '../../../helpers/memory-files';

const DAY = 20261122;
const START = dayStart(DAY);
const SMALL = { keepDays: 35, maxBytes: 100_000, compactAboveBytes: 400 };

const page = (over: Partial<PageRecord> = {}): Omit<PageRecord, 'kind'> => ({
  band: 'am3-1',
  at: START + 80_000,
  source: 'direct',
  readings: [],
  counters: [],
  cursor: null,
  ...over,
});
const reading = (minute: number, steps: number, over: Partial<Reading> = {}): Reading => ({
  start: START + minute * 60,
  seconds: 300,
  steps,
  ...over,
});
const open = (files: JournalFiles, limits = SMALL) => openJournal(files, limits);

describe('what the journal keeps', () => {
  test('readings of several pages that share a slot are summed, repetitions are not', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    await journal.append(page({ readings: [reading(0, 10), reading(5, 20)] }));
    await journal.append(page({ readings: [reading(5, 20), reading(10, 30)] }));
    expect(journal.day('am3-1', DAY).slots).toEqual({ 0: { steps: 60 } });
    const again = await open(memoryFiles(folder));
    expect(again.day('am3-1', DAY)).toEqual(journal.day('am3-1', DAY));
  });

  test('a span that grew replaces its shorter beginning', async () => {
    const journal = await open(memoryFiles(memoryFolder()));
    await journal.append(page({ readings: [reading(0, 40, { seconds: 300 })] }));
    await journal.append(page({ readings: [reading(0, 90, { seconds: 600 })] }));
    await journal.append(page({ readings: [reading(0, 40, { seconds: 300 })] }));
    expect(journal.day('am3-1', DAY).slots).toEqual({ 0: { steps: 90 } });
  });

  test('told again on another grid, the same time counts once', async () => {
    const shifted = (seconds: number) =>
      Array.from({ length: 160 }, (_, minute) =>
        reading(minute, 20, { start: START + minute * 60 + seconds, seconds: 60 }),
      );
    const gap = shifted(37).filter((_, minute) => minute < 8 || minute > 11);
    const journal = await open(memoryFiles(memoryFolder()));
    await journal.append(page({ readings: gap }));
    await journal.append(page({ readings: shifted(0).slice(8) }));
    const total = () =>
      Object.values(journal.day('am3-1', DAY).slots).reduce((sum, { steps }) => sum + steps, 0);
    expect(total()).toBeGreaterThanOrEqual(3180 - 20);
    expect(total()).toBeLessThanOrEqual(3200);
    await journal.append(page({ readings: shifted(0) }));
    expect(total()).toBe(3200);
  });

  test('a slot that its readings together make impossible is not kept: the cloud refuses it', async () => {
    const journal = await open(memoryFiles(memoryFolder()));
    await journal.append(page({ readings: [reading(0, 3000), reading(5, 751), reading(20, 5)] }));
    expect(journal.day('am3-1', DAY).slots).toEqual({ 1: { steps: 5 } });
  });

  test('R13-3 a reading over midnight gives each day its part', async () => {
    const journal = await open(memoryFiles(memoryFolder()));
    await journal.append(page({ readings: [{ start: START - 900, seconds: 1800, steps: 100 }] }));
    expect(journal.day('am3-1', 20261121).slots).toEqual({ 95: { steps: 50 } });
    expect(journal.day('am3-1', DAY).slots).toEqual({ 0: { steps: 50 } });
    expect(journal.days('am3-1')).toEqual([20261121, DAY]);
  });

  test('R1-1 a counter is kept at its largest', async () => {
    const journal = await open(memoryFiles(memoryFolder()));
    const counter = (steps: number) => ({ day: DAY, at: START, steps });
    await journal.append(page({ counters: [counter(900)], source: 'counter' }));
    await journal.append(page({ counters: [counter(400)], source: 'counter' }));
    expect(journal.day('am3-1', DAY).counter).toEqual({ steps: 900 });
    expect(journal.source('am3-1')).toBe('counter');
  });

  test('R12-3 a counter that is wrong is taken no more, before or after a restart or a rewrite', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    const told = () =>
      page({ counters: [{ day: DAY, at: START, steps: 59_999 }], readings: [reading(0, 800)] });
    await journal.append(told());
    await journal.mark('am3-1', journal.day('am3-1', DAY), 'uploaded');
    await journal.dropCounter('am3-1', DAY);
    const right = { day: DAY, slots: { 0: { steps: 800 } } };
    expect(journal.day('am3-1', DAY)).toEqual(right);
    expect(journal.pending('am3-1')).toEqual([right]);
    await journal.append(told());
    expect(journal.day('am3-1', DAY)).toEqual(right);
    const again = await open(memoryFiles(folder));
    await again.append(page({ readings: [reading(-60 * 24 * 40, 1)] }));
    await again.mark('am3-1', again.day('am3-1', 20261013), 'uploaded');
    await again.tidy(START + 40_000);
    const rewritten = await open(memoryFiles(folder));
    await rewritten.append(told());
    expect(rewritten.day('am3-1', DAY)).toEqual(right);
    expect([DAY, DAY - 1].map((day) => rewritten.isWrong('am3-1', day))).toEqual([true, false]);
  });

  test('the cursor is that of the last page, even when the phone clock went back', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    await journal.append(page({ cursor: 'one', at: START + 500 }));
    await journal.append(page({ cursor: 'two', at: START }));
    expect((await open(memoryFiles(folder))).cursor('am3-1')).toBe('two');
  });

  test('any order and repetition of pages gives the same days', async () => {
    const readings = fc.array(
      fc.record({
        start: fc.integer({ min: 0, max: 300 }).map((n) => START + n * 300),
        seconds: fc.constantFrom(60, 300, 900),
        steps: fc.nat(200),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(readings, { maxLength: 5 }), async (pages) => {
        const once = await open(memoryFiles(memoryFolder()));
        for (const part of pages) await once.append(page({ readings: part }));
        const shuffled = await open(memoryFiles(memoryFolder()));
        for (const part of [...pages].reverse().concat(pages)) {
          await shuffled.append(page({ readings: part }));
        }
        expect(shuffled.days('am3-1')).toEqual(once.days('am3-1'));
        for (const day of once.days('am3-1')) {
          expect(shuffled.day('am3-1', day)).toEqual(once.day('am3-1', day));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('sleep', () => {
  const span = (minute: number, minutes: number, stage: SleepSpan['stage']): SleepSpan => ({
    start: START + minute * 60,
    seconds: minutes * 60,
    stage,
  });
  const night = [span(-40, 40, 'light'), span(0, 90, 'deep'), span(90, 5, 'awake')];

  test('is read back after a restart, in the order of time, of the asked hours only', async () => {
    const folder = memoryFolder();
    await (await open(memoryFiles(folder))).append(page({ sleep: [...night].reverse() }));
    const again = await open(memoryFiles(folder));
    expect(again.damaged).toBe(0);
    expect(again.sleep('am3-1', START - 3600, START + 86_400)).toEqual(night);
    expect(again.sleep('am3-1', START, START + 5400)).toEqual([night[1]]);
    expect(again.sleep('other', 0, START * 2)).toEqual([]);
  });

  test('a span that grew replaces its shorter beginning, in any order', async () => {
    const short = span(0, 30, 'light');
    for (const order of [
      [short, night[1]!],
      [night[1]!, short],
    ]) {
      const journal = await open(memoryFiles(memoryFolder()));
      for (const one of order) await journal.append(page({ sleep: [one] }));
      expect(journal.sleep('am3-1', 0, START * 2)).toEqual([night[1]]);
    }
  });

  test('a night told anew takes the place of what was told before', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    const first = [span(-120, 300, 'light'), span(180, 180, 'deep')];
    const anew = [span(-60, 240, 'light'), span(180, 30, 'awake'), span(210, 210, 'deep')];
    const before = [span(-1560, 400, 'light')];
    await journal.append(page({ sleep: [...before, ...first] }));
    await journal.append(page({ sleep: anew }));
    expect(journal.sleep('am3-1', 0, START * 2)).toEqual([...before, ...anew]);
    const again = await open(memoryFiles(folder));
    expect(again.sleep('am3-1', 0, START * 2)).toEqual([...before, ...anew]);
  });

  test('a night told in parts is whole, also when a part is told again', async () => {
    const journal = await open(memoryFiles(memoryFolder()));
    for (const part of [night.slice(0, 1), night.slice(1), night.slice(0, 1)]) {
      await journal.append(page({ sleep: part }));
    }
    expect(journal.sleep('am3-1', 0, START * 2)).toEqual(night);
  });

  test('outlives compaction, and goes when it is older than what is kept', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    await journal.append(page({ sleep: night }));
    for (let sync = 0; sync < 40; sync++) {
      await journal.append(page({ readings: [reading(sync * 5, sync)], sleep: night }));
    }
    await journal.tidy(START + 80_000);
    expect(folder.files.has('1.log')).toBe(false);
    const again = await open(memoryFiles(folder));
    expect(again.sleep('am3-1', 0, START * 2)).toEqual(night);
    for (let sync = 0; sync < 80; sync++) await again.append(page({ readings: [reading(0, 9)] }));
    await again.tidy(START + (SMALL.keepDays + 3) * 86_400);
    expect(again.sleep('am3-1', 0, START * 2)).toEqual([]);
  });
});

describe('R10-2 forgetting sleep', () => {
  const night: SleepSpan[] = [
    { start: START, seconds: 5400, stage: 'deep' },
    { start: START + 5400, seconds: 600, stage: 'awake' },
  ];
  const filled = async (files: JournalFiles) => {
    const journal = await open(files);
    await journal.append(page({ readings: [reading(0, 10)], sleep: night, cursor: 'c' }));
    await journal.append(page({ band: 'other', readings: [reading(0, 7)], sleep: night }));
    return journal;
  };
  const bands = ['am3-1', 'other'] as const;
  const asleep = (journal: Journal) => bands.map((id) => journal.sleep(id, 0, START * 2).length);
  const steps = (journal: Journal) => bands.map((id) => journal.day(id, DAY).slots[0]?.steps);

  test('every night of every band leaves the files at once, and nothing else does', async () => {
    const folder = memoryFolder();
    const journal = await filled(memoryFiles(folder));
    await journal.forgetSleep();
    expect([...folder.files.keys()]).toEqual(['2.log']);
    expect([...folder.files.values()].join()).not.toMatch(/deep|awake/);
    await journal.append(page({ readings: [reading(15, 5)] }));
    const again = await open(memoryFiles(folder));
    expect({ asleep: asleep(again), steps: steps(again) }).toEqual({
      asleep: [0, 0],
      steps: [10, 7],
    });
    expect(again.cursor('am3-1')).toBeNull();
    expect(again.days('am3-1')).toEqual(journal.days('am3-1'));
  });

  test('without any sleep nothing is written', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    await journal.append(page({ readings: [reading(0, 10)] }));
    const before = folder.steps;
    await journal.forgetSleep();
    expect(folder.steps).toBe(before);
  });

  test('killed at any step, all of it or none is left, and the steps are whole', async () => {
    const whole = memoryFolder();
    const journal = await filled(memoryFiles(whole));
    const from = whole.steps;
    await journal.forgetSleep();
    for (const part of [0, 0.5, 1]) {
      for (let killAt = from + 1; killAt <= whole.steps; killAt++) {
        const folder = memoryFolder();
        Object.assign(folder, { killAt, part });
        const journal = await filled(memoryFiles(folder));
        await journal.forgetSleep().catch(() => undefined);
        const back = await open(memoryFiles(memoryFolder(folder.files)));
        expect([[0, 0].join(), [2, 2].join()]).toContain(asleep(back).join());
        expect(steps(back)).toEqual([10, 7]);
        await back.forgetSleep();
        expect(asleep(back)).toEqual([0, 0]);
      }
    }
  });

  test('no room for the new file: told, and what was kept is still kept', async () => {
    const folder = memoryFolder();
    const journal = await filled(memoryFiles(folder));
    folder.space = 10;
    await expect(journal.forgetSleep()).rejects.toMatchObject({ code: 'storage-full' });
    expect(asleep(journal)).toEqual([2, 2]);
    expect(asleep(await open(memoryFiles(folder)))).toEqual([2, 2]);
  });
});

describe('what still has to be uploaded', () => {
  test('R11-5 a day is pending until marked as it was sent, and again when it changes', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    await journal.append(page({ readings: [reading(0, 10)] }));
    const [sent] = journal.pending('am3-1');
    await journal.append(page({ readings: [reading(30, 5)] }));
    await journal.mark('am3-1', sent!, 'uploaded');
    expect(journal.pending('am3-1').map((day) => day.day)).toEqual([DAY]);
    await journal.mark('am3-1', journal.pending('am3-1')[0]!, 'uploaded');
    expect(journal.pending('am3-1')).toEqual([]);
    expect((await open(memoryFiles(folder))).pending('am3-1')).toEqual([]);
  });

  test('R11-10 a refused day is set aside with its reason', async () => {
    const journal = await open(memoryFiles(memoryFolder()));
    await journal.append(page({ readings: [reading(0, 10)] }));
    await journal.mark('am3-1', journal.pending('am3-1')[0]!, 'refused', 'bad-input');
    expect(journal.pending('am3-1')).toEqual([]);
    expect(journal.markOf('am3-1', DAY)).toMatchObject({ state: 'refused', code: 'bad-input' });
  });
});

/** Five syncs of the same week with everything the journal does; returns what was promised. */
async function life(files: JournalFiles, promised: PageRecord[]): Promise<Journal> {
  const journal = await open(files);
  for (let sync = 0; sync < 5; sync++) {
    const kept = page({
      readings: [reading(sync * 15, 100 + sync), reading(1500 + sync * 15, 7)],
      counters: [{ day: DAY, at: START + sync, steps: sync * 10 }],
      cursor: `c${sync}`,
    });
    await journal.append(kept);
    promised.push({ kind: 'page', ...kept });
    for (const day of journal.pending('am3-1')) await journal.mark('am3-1', day, 'uploaded');
    await journal.tidy(START + 80_000);
  }
  return journal;
}

describe('R11-3 killed at any step', () => {
  test('what was promised is there, and doing it again ends in the same place', async () => {
    const whole = memoryFolder();
    const expected = await life(memoryFiles(whole), []);
    const steps = whole.steps;
    expect([...whole.files.keys()].every((name) => name !== '1.log')).toBe(true);
    for (const part of [0, 0.4, 0.999, 1]) {
      for (let killAt = 1; killAt <= steps; killAt++) {
        const folder = memoryFolder();
        Object.assign(folder, { killAt, part });
        const promised: PageRecord[] = [];
        await expect(life(memoryFiles(folder), promised)).rejects.toThrow(/killed|dead/);
        const back = await open(memoryFiles(memoryFolder(folder.files)));
        const seen = [DAY, DAY + 1].map((day) => back.day('am3-1', day).slots);
        for (const { readings } of promised) {
          for (const { start, steps: wanted } of readings) {
            const slot = Math.floor((start - dayStart(dayOf(start))) / 900);
            expect(seen[dayOf(start) - DAY]?.[slot]?.steps).toBe(wanted);
          }
        }
        const again = await life(memoryFiles(memoryFolder(folder.files)), []);
        for (const day of expected.days('am3-1')) {
          expect(again.day('am3-1', day)).toEqual(expected.day('am3-1', day));
        }
        expect(again.cursor('am3-1')).toBe('c4');
        expect(again.pending('am3-1')).toEqual([]);
      }
    }
  });

  test('a torn or corrupt line is skipped and counted', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    await journal.append(page({ readings: [reading(0, 10)] }));
    await journal.append(page({ readings: [reading(15, 20)] }));
    await journal.append(page({ readings: [reading(30, 30)] }));
    const text = folder.files.get('1.log')!;
    folder.files.set('1.log', text.replace('[[', '[[9').slice(0, -10));
    const back = await open(memoryFiles(folder));
    expect(back.damaged).toBe(2);
    expect(back.day('am3-1', DAY).slots).toEqual({ 1: { steps: 20 } });
  });

  test('a compacted file that is not whole gives way to the one before', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    await journal.append(page({ readings: [reading(0, 10)] }));
    folder.files.set('2.log', folder.files.get('1.log')!.slice(0, 20));
    folder.files.set('3.tmp', 'half');
    const back = await open(memoryFiles(folder));
    expect(back.day('am3-1', DAY).slots).toEqual({ 0: { steps: 10 } });
    expect([...folder.files.keys()]).toEqual(['1.log']);
  });
});

describe('R11-5 how much is kept', () => {
  const days = (count: number) => Array.from({ length: count }, (_, back) => back);

  test('thirty days of minutes stay within the limit', async () => {
    const journal = await openJournal(memoryFiles(memoryFolder()), JOURNAL_LIMITS);
    for (const back of days(30)) {
      const start = START - back * 86_400;
      const readings = Array.from({ length: 1440 }, (_, minute) => ({
        start: start + minute * 60,
        seconds: 60,
        steps: 100,
        metres: 72,
        kcal: 3,
      }));
      await journal.append(page({ readings }));
    }
    await journal.tidy(START);
    expect(journal.bytes).toBeLessThan(JOURNAL_LIMITS.maxBytes);
    expect(journal.days('am3-1')).toHaveLength(30);
    expect(journal.day('am3-1', DAY).slots[0]).toEqual({ steps: 1500, metres: 1080, kcal: 45 });
  });

  test('full: the oldest uploaded days go first, what is pending never does', async () => {
    const limits = { keepDays: 35, maxBytes: 1300, compactAboveBytes: 1e9 };
    const journal = await open(memoryFiles(memoryFolder()), limits);
    for (const back of days(6).reverse()) {
      await journal.append(page({ readings: [reading(-1440 * back, 10)] }));
      if (back > 2) await journal.mark('am3-1', journal.pending('am3-1')[0]!, 'uploaded');
    }
    const before = journal.pending('am3-1').map((day) => day.day);
    const fill = page({ readings: Array.from({ length: 30 }, (_, n) => reading(n * 5, 1)) });
    await journal.append(fill);
    expect(journal.days('am3-1')[0]).toBeGreaterThan(20261117);
    expect(journal.pending('am3-1').map((day) => day.day)).toEqual(before);
    const more = page({ readings: Array.from({ length: 60 }, (_, n) => reading(500 + n * 5, 1)) });
    await expect(journal.append(more)).rejects.toMatchObject({ code: 'storage-full' });
    expect(journal.pending('am3-1').map((day) => day.day)).toEqual(before);
  });

  test('no space on the phone: the page is refused, nothing already there is lost', async () => {
    const folder = memoryFolder();
    const journal = await open(memoryFiles(folder));
    await journal.append(page({ readings: [reading(0, 10)] }));
    folder.space = 10;
    await expect(journal.append(page({ readings: [reading(15, 10)] }))).rejects.toMatchObject({
      code: 'storage-full',
    });
    expect((await open(memoryFiles(folder))).day('am3-1', DAY).slots).toEqual({ 0: { steps: 10 } });
  });

  test('days older than it keeps go once they are settled', async () => {
    const limits = { keepDays: 5, maxBytes: 1e6, compactAboveBytes: 0 };
    const journal = await open(memoryFiles(memoryFolder()), limits);
    await journal.append(page({ readings: [reading(-1440 * 9, 1), reading(-1440 * 8, 2)] }));
    await journal.mark('am3-1', journal.pending('am3-1')[0]!, 'uploaded');
    await journal.append(page({ readings: [reading(0, 3)] }));
    await journal.tidy(START);
    expect(journal.days('am3-1')).toEqual([20261114, DAY]);
  });
});

describe('R2-10 a band that is no longer of this account', () => {
  const rigged = async (limits: typeof SMALL) => {
    const mine = new Set(['am3-1', 'mambo-1']);
    const folder = memoryFolder();
    const journal = await openJournal(memoryFiles(folder), limits, (band) => mine.has(band));
    return { mine, folder, journal };
  };

  test('its days stay, unsent, and are pending again when it comes back', async () => {
    const { mine, journal } = await rigged(SMALL);
    await journal.append(page({ readings: [reading(0, 10)] }));
    mine.delete('am3-1');
    await journal.tidy(START + 30 * 86_400);
    expect(journal.day('am3-1', DAY).slots).toEqual({ 0: { steps: 10 } });
    mine.add('am3-1');
    expect(journal.pending('am3-1')).toEqual([journal.day('am3-1', DAY)]);
  });

  test('what was never sent goes with the days of its age, of a bound band it does not', async () => {
    const { mine, journal, folder } = await rigged(SMALL);
    for (const band of ['am3-1', 'mambo-1']) {
      await journal.append(page({ band, readings: [reading(0, 10)] }));
    }
    mine.delete('am3-1');
    const later = START + (SMALL.keepDays + 2) * 86_400;
    await journal.append(page({ readings: [{ start: later, seconds: 300, steps: 4 }] }));
    await journal.tidy(later);
    expect(journal.days('am3-1')).toEqual([dayOf(later)]);
    expect(journal.days('mambo-1')).toEqual([DAY]);
    const size = journal.bytes;
    await journal.tidy(later);
    expect({ bytes: journal.bytes, files: [...folder.files.keys()] }).toEqual({
      bytes: size,
      files: ['2.log'],
    });
  });

  test('when the journal is full its days make room, oldest first; those of a bound band do not', async () => {
    const { mine, journal } = await rigged({ ...SMALL, maxBytes: 1100, compactAboveBytes: 1e9 });
    for (const back of [3, 2, 1, 0]) {
      await journal.append(page({ readings: [reading(-1440 * back, 10)] }));
    }
    await journal.append(page({ band: 'mambo-1', readings: [reading(-1440 * 4, 10)] }));
    mine.delete('am3-1');
    const fill = Array.from({ length: 24 }, (_, n) => reading(n * 5, 1));
    await journal.append(page({ band: 'mambo-1', readings: fill }));
    expect(journal.days('mambo-1')).toContain(20261118);
    expect(journal.days('am3-1')).not.toContain(20261119);
  });
});
