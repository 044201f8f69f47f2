import { describe, expect, test } from '@jest/globals';
import { cutAt } from '../../../../miniprogram/bands/virtual/faults';
import { BleError } from '../../../../miniprogram/ble/link';
import type { BandDay } from '../../../../miniprogram/contract/activity';
import { faultOf, type Page, unbelieved } from '../../../../miniprogram/protocols/driver';
import type { Journal } from '../../../../miniprogram/services/activity/journal';
import {
  createSyncer,
  type SyncProgress,
} from '../../../../miniprogram/services/activity/sync/sync';
import { createVirtualClock } from '../../../../tools/harness/clock';
import { bench, boundBand, scripted, walkedBand } from '../../../helpers/bands';
import { Killed, memoryFolder } from '../../../helpers/memory-files';
import { AGAIN, somePlaces } from '../../../helpers/seed';

const START = Date.UTC(2026, 10, 22, 4) / 1000;
const BAND = boundBand();

const content = (journal: Journal): BandDay[] =>
  journal.days(BAND.id).map((day) => journal.day(BAND.id, day));

function page(index: number, of: number, log: string[] = []): Page {
  return {
    readings: [{ start: START - 9000 + index * 900, seconds: 900, steps: 100 + index }],
    counters: [],
    progress: (index + 1) / of,
    days: { done: index + 1, of },
    cursor: `after ${index}`,
    faults: [],
    release: async () => void log.push(`release ${index}`),
  };
}

describe('a whole sync with a virtual band', () => {
  test('R11-1 seven stages of progress that never goes back, and everything stored', async () => {
    const { clock, deps, journal, closes, results } = bench();
    const seen: SyncProgress[] = [];
    const work = createSyncer(deps).syncBand(BAND, (progress) => seen.push(progress));
    const outcome = await clock.run(work);
    expect(outcome.faults).toEqual([]);
    const stages = [...new Set(seen.map((progress) => progress.stage))];
    expect(stages).toEqual(['connect', 'clock', 'read', 'save', 'release']);
    const percents = seen.map((progress) => progress.percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
    const days = content(await journal);
    expect(days).toHaveLength(3);
    const { counter } = (await journal).day(BAND.id, 20261122);
    expect(results).toEqual([{ stage: 'release', code: null, newSteps: 0, total: counter!.steps }]);
    expect(closes).toHaveLength(1);
  });

  test('R11-9 the link is down within two seconds of the end', async () => {
    const { clock, deps, closes } = bench();
    await clock.run(createSyncer(deps).syncBand(BAND));
    expect(clock.now() - closes[0]!).toBeLessThanOrEqual(2000);
  });

  test('R11-2 cut at any frame, the next sync ends bit for bit where a whole one does', async () => {
    const whole = bench();
    await whole.clock.run(createSyncer(whole.deps).syncBand(BAND));
    const expected = content(await whole.journal);
    const frames = whole.radio.frames;
    expect(frames).toBeGreaterThan(20);
    for (const when of ['cut', 'deliver-cut'] as const) {
      for (const index of somePlaces()([...Array(frames).keys()])) {
        const cut = bench({ fates: cutAt(index, when) });
        const syncer = createSyncer(cut.deps);
        await cut.clock.run(syncer.syncBand(BAND)).catch(() => undefined);
        cut.radio.setFates(() => 'deliver');
        await cut.clock.run(syncer.syncBand(BAND));
        const days = content(await cut.journal);
        expect({ AGAIN, when, index, days }).toEqual({ AGAIN, when, index, days: expected });
      }
    }
  });

  test('R11-3 killed at any step of the storage, nothing the band forgot is missing', async () => {
    const whole = bench();
    await whole.clock.run(createSyncer(whole.deps).syncBand(BAND));
    const expected = content(await whole.journal);
    const { steps } = whole.folder;
    const killed = [...Array(steps + 1).keys()].slice(2);
    for (const part of [0, 0.5, 1]) {
      for (const killAt of somePlaces(2 * part)(killed)) {
        const clock = createVirtualClock();
        const band = walkedBand(() => Math.floor(clock.now() / 1000));
        const folder = memoryFolder();
        Object.assign(folder, { killAt, part });
        const dying = bench({ clock, bands: [band], folder });
        await clock.run(createSyncer(dying.deps).syncBand(BAND)).catch(() => undefined);
        // The band keeps its memory, the phone its files; everything else is gone.
        const next = bench({ clock, bands: [band], folder: memoryFolder(folder.files) });
        await clock.run(createSyncer(next.deps).syncBand(BAND));
        const days = content(await next.journal);
        expect({ AGAIN, part, killAt, days }).toEqual({ AGAIN, part, killAt, days: expected });
      }
    }
  });
});

describe('the order of saving and forgetting', () => {
  test('sleep is kept before the band may forget it', async () => {
    const { deps, clock, journal } = bench();
    const slept = { start: START - 28_800, seconds: 5400, stage: 'deep' } as const;
    let keptAtRelease: unknown = null;
    const release = async () => {
      keptAtRelease = (await journal).sleep(BAND.id, 0, START);
    };
    const night: Page = { ...page(0, 1), sleep: [slept], release };
    const connect = async () => scripted([night]);
    await clock.run(createSyncer({ ...deps, connect }).syncBand(BAND));
    expect(keptAtRelease).toEqual([slept]);
  });

  test('R10-2 without consent sleep is not written down, steps are, and the band lets go', async () => {
    const { deps, clock, journal, folder } = bench();
    const log: string[] = [];
    const slept = { start: START - 28_800, seconds: 5400, stage: 'deep' } as const;
    const night: Page = { ...page(0, 1, log), sleep: [slept] };
    const connect = async () => scripted([night]);
    const syncer = createSyncer({ ...deps, connect, keepsSleep: () => false });
    await clock.run(syncer.syncBand(BAND));
    expect((await journal).sleep(BAND.id, 0, START)).toEqual([]);
    expect([...folder.files.values()].join()).not.toContain('deep');
    expect(content(await journal)).toHaveLength(1);
    expect(log).toEqual(['release 0']);
  });

  test('R10-2 consent taken back in mid-sync: not one more night', async () => {
    const { deps, clock, journal } = bench();
    let agreed = true;
    const night = (index: number): Page => ({
      ...page(index, 2),
      sleep: [{ start: START - 28_800 + index * 900, seconds: 900, stage: 'light' }],
      release: async () => {
        agreed = false;
      },
    });
    const connect = async () => scripted([night(0), night(1)]);
    const syncer = createSyncer({ ...deps, connect, keepsSleep: () => agreed });
    await clock.run(syncer.syncBand(BAND));
    expect((await journal).sleep(BAND.id, 0, START)).toHaveLength(1);
  });

  test('R11-3 a page is released only after it is in the journal, and then the link closes', async () => {
    const { deps, clock } = bench();
    const log: string[] = [];
    const inner = await deps.journal();
    const journal = {
      ...inner,
      cursor: inner.cursor,
      append: async (entry: Parameters<Journal['append']>[0]) => {
        await inner.append(entry);
        log.push(`saved ${entry.cursor}`);
      },
      tidy: async () => undefined,
      pending: inner.pending,
    } as Journal;
    const syncer = createSyncer({
      ...deps,
      journal: async () => journal,
      connect: async () => scripted([page(0, 2, log), page(1, 2, log)], log),
    });
    await clock.run(syncer.syncBand(BAND));
    expect(log).toEqual([
      'page',
      'saved after 0',
      'release 0',
      'page',
      'saved after 1',
      'release 1',
      'end',
      'close',
    ]);
  });

  test('a journal that is full stops the sync before the band forgets', async () => {
    const folder = memoryFolder();
    const { deps, clock, results } = bench({ folder });
    await deps.journal();
    folder.space = 0;
    const log: string[] = [];
    const connect = async () => scripted([page(0, 1, log)], log);
    const work = createSyncer({ ...deps, connect }).syncBand(BAND);
    await expect(clock.run(work)).rejects.toMatchObject({ code: 'storage-full' });
    expect(log).toEqual(['page', 'close']);
    expect(results).toEqual([{ stage: 'save', code: 'storage-full', newSteps: 0 }]);
  });

  test('R9-3 what cannot be so is told before the band lets go of it, also when the link drops then', async () => {
    const { deps, clock, unbelieved: told, results } = bench();
    let toldAtRelease = 0;
    const odd: Page = {
      ...page(0, 3),
      readings: [{ start: START, seconds: 300, steps: 99_999 }],
      faults: [unbelieved('time-unknown', Uint8Array.of(1))],
      release: async () => {
        toldAtRelease = told.length;
      },
    };
    const scripts = [[odd, new BleError('disconnected', 'gone')], [odd]];
    const syncer = createSyncer({ ...deps, connect: async () => scripted(scripts.shift()!) });
    await expect(clock.run(syncer.syncBand(BAND))).rejects.toMatchObject({ code: 'disconnected' });
    expect(told).toEqual(['time-unknown', 'range']);
    expect(toldAtRelease).toBe(2);
    await clock.run(syncer.syncBand(BAND));
    expect(results.at(-1)).toMatchObject({
      stage: 'release',
      code: null,
      unbelieved: 'time-unknown',
    });
  });

  test('the next sync goes on at the cursor of the last saved page', async () => {
    const { deps, clock } = bench();
    const cursors: (string | null)[] = [];
    const scripts = [[page(0, 3), page(1, 3), new BleError('disconnected', 'gone')], [page(2, 3)]];
    const syncer = createSyncer({
      ...deps,
      async connect(_, cursor) {
        cursors.push(cursor);
        return scripted(scripts.shift()!);
      },
    });
    await expect(clock.run(syncer.syncBand(BAND))).rejects.toMatchObject({ code: 'disconnected' });
    await clock.run(syncer.syncBand(BAND));
    expect(cursors).toEqual([null, 'after 1']);
    expect(Object.keys((await deps.journal()).day(BAND.id, 20261122).slots)).toHaveLength(3);
  });
});

describe('what can go wrong around it', () => {
  test('R11-8 two taps are one sync; the second is told', async () => {
    const { deps, clock } = bench();
    const told: ReadonlyMap<string, SyncProgress>[] = [];
    const syncer = createSyncer({ ...deps, onRunning: (running) => told.push(running) });
    const first = syncer.syncBand(BAND);
    await expect(syncer.syncBand(BAND)).rejects.toMatchObject({ code: 'sync-running' });
    expect(told).toHaveLength(1);
    await clock.run(first);
    expect(told[0]?.get(BAND.id)).toMatchObject({ stage: 'connect', percent: 0 });
    expect(told.at(-2)?.get(BAND.id)).toMatchObject({ stage: 'release', percent: 100 });
    expect(told.at(-1)?.size).toBe(0);
  });

  test('R1-4 a driver that throws ends its own sync with an AppError and closes its link', async () => {
    const { deps, clock, results } = bench();
    const log: string[] = [];
    const connect = async () => scripted([new TypeError('driver bug')], log);
    const syncer = createSyncer({ ...deps, connect });
    await expect(clock.run(syncer.syncBand(BAND))).rejects.toMatchObject({ code: 'unexpected' });
    expect(log).toEqual(['close']);
    expect(results).toEqual([{ stage: 'read', code: 'unexpected', newSteps: 0 }]);
    await expect(clock.run(createSyncer(deps).syncBand(BAND))).resolves.toBeDefined();
  });

  test('Bluetooth that goes off in mid-sync is named as the cause', async () => {
    const { deps, clock, results } = bench();
    const connected = scripted([new BleError('disconnected', 'gone')]);
    Object.assign(connected.session, { closed: 'adapter-off' });
    const syncer = createSyncer({ ...deps, connect: async () => connected });
    await expect(clock.run(syncer.syncBand(BAND))).rejects.toMatchObject({ code: 'bluetooth-off' });
    expect(results).toEqual([{ stage: 'read', code: 'bluetooth-off', newSteps: 0 }]);
  });

  test('R2-7 a band that is not there is told within twenty seconds', async () => {
    const { deps, clock, radio } = bench();
    radio.setInRange('here', false);
    const begun = clock.now();
    const work = createSyncer(deps).syncBand(BAND);
    await expect(clock.run(work)).rejects.toMatchObject({ code: 'band-not-found' });
    expect(clock.now() - begun).toBeLessThanOrEqual(20_000);
  });

  test('R11-7 a frame that could not be read is told and loses nothing else', async () => {
    const { deps, clock } = bench();
    const fault = faultOf('checksum', Uint8Array.of(0));
    const pages = [page(0, 2), { ...page(1, 2), faults: [fault] }];
    const outcome = await clock.run(
      createSyncer({ ...deps, connect: async () => scripted(pages) }).syncBand(BAND),
    );
    expect(outcome.faults).toEqual([fault]);
    expect((await deps.journal()).pending(BAND.id)).toHaveLength(1);
  });

  test('R11-7 a band that never ends is stopped, and said to have more', async () => {
    const { deps, clock, results } = bench();
    const empty = { ...page(0, 2), readings: [] };
    const endless = scripted([]);
    endless.run.next = async () => empty;
    const syncer = createSyncer({ ...deps, connect: async () => endless });
    const outcome = await clock.run(syncer.syncBand(BAND));
    expect(outcome).toMatchObject({ left: 'unfinished', faults: [] });
    expect(results).toMatchObject([{ stage: 'read', code: 'unfinished' }]);
  });

  test('a driver whose progress jumps back does not move the bar back', async () => {
    const { deps, clock } = bench();
    const pages = [0.5, 0.2, Number.NaN, 1].map((progress, index) => ({
      ...page(index, 4),
      progress,
    }));
    const percents: number[] = [];
    const syncer = createSyncer({ ...deps, connect: async () => scripted(pages) });
    await clock.run(syncer.syncBand(BAND, ({ percent }) => percents.push(percent)));
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
  });

  test('a sync that dies in storage says so as an AppError, not as a stack', async () => {
    const folder = memoryFolder();
    const { deps, clock } = bench({ folder });
    await deps.journal();
    folder.killAt = folder.steps + 1;
    const connect = async () => scripted([page(0, 1)]);
    const work = createSyncer({ ...deps, connect }).syncBand(BAND);
    await expect(clock.run(work)).rejects.toMatchObject({
      code: 'unexpected',
      cause: expect.any(Killed),
    });
  });
});
