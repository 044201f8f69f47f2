import { describe, expect, test } from '@jest/globals';
import { addDays, dayStart } from '../../../../miniprogram/contract/activity';
import type { Input, UploadResult } from '../../../../miniprogram/contract/api';
import { AppError } from '../../../../miniprogram/phone/errors';
import { openJournal } from '../../../../miniprogram/services/activity/journal/journal';
import {
  backOff,
  createUploader,
  type UploadDeps,
  type UploadOutcome,
} from '../../../../miniprogram/services/activity/sync/upload';
import { createVirtualClock } from '../../../../tools/harness/clock';
import { memoryFiles, memoryFolder } from '../../../helpers/memory-files';

const DAY = 20261122;
const TAKEN: UploadResult = { changed: 1, rejected: [], days: [], newSteps: 0 };

async function rig(days: number, over: Partial<UploadDeps> = {}) {
  const clock = createVirtualClock();
  const journal = await openJournal(memoryFiles(memoryFolder()));
  for (let back = days - 1; back >= 0; back--) {
    const start = dayStart(addDays(DAY, -back)) + 3600;
    const readings = [{ start, seconds: 900, steps: 50 + back }];
    const page = { band: 'b', at: start, source: 'direct' as const, counters: [], cursor: null };
    await journal.append({ ...page, readings });
  }
  const sent: Input<'activity.upload'>[] = [];
  const outcomes: UploadOutcome[] = [];
  const uploader = createUploader({
    clock,
    journal: async () => journal,
    bands: () => ['b'],
    unheard: () => null,
    local: () => false,
    send: async (input) => {
      sent.push(input);
      return TAKEN;
    },
    onDays: () => undefined,
    onOutcome: (outcome) => void outcomes.push(outcome),
    random: () => 0.5,
    ...over,
  });
  return { clock, journal, uploader, sent, outcomes };
}

describe('what waits for the cloud', () => {
  test('R11-5 goes in order, in batches the cloud takes, once', async () => {
    const { uploader, sent, journal } = await rig(16);
    expect(await uploader.flush()).toEqual({ sent: 16, refused: 0, error: null });
    expect(sent.map(({ days }) => days.length)).toEqual([14, 2]);
    const order = sent.flatMap(({ days }) => days.map((day) => day.day));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(journal.pending('b')).toEqual([]);
    await uploader.flush();
    expect(sent).toHaveLength(2);
  });

  test('a sync that brought nothing is told: today, even without a step', async () => {
    const { uploader, sent, journal } = await rig(1, { unheard: () => addDays(DAY, 1) });
    await uploader.flush();
    expect(sent.flatMap(({ days }) => days)).toEqual([
      journal.day('b', DAY),
      { day: addDays(DAY, 1), slots: {} },
    ]);
    const again = await rig(1, { unheard: () => DAY });
    await again.uploader.flush();
    await again.uploader.flush();
    expect(again.sent.map(({ days }) => days.map(({ day }) => day))).toEqual([[DAY], [DAY]]);
  });

  test('R11-5 no network: it waits, and goes when the network is back', async () => {
    let online = false;
    const { uploader, journal } = await rig(3, {
      send: async () => {
        if (!online) throw new AppError('offline', 'away');
        return TAKEN;
      },
    });
    expect((await uploader.flush()).error?.code).toBe('offline');
    expect(journal.pending('b')).toHaveLength(3);
    online = true;
    expect((await uploader.wake()).sent).toBe(3);
  });

  test('R11-6 an answer that was lost is asked for again, with the same days', async () => {
    const inputs: Input<'activity.upload'>[] = [];
    const { uploader, journal } = await rig(1, {
      send: async (input) => {
        inputs.push(input);
        if (inputs.length === 1) throw new AppError('cloud-timeout', 'no answer');
        return { ...TAKEN, changed: 0 };
      },
    });
    await uploader.flush();
    await uploader.wake();
    expect(inputs[1]).toEqual(inputs[0]);
    expect(journal.pending('b')).toEqual([]);
  });

  test('R11-10 of a refused batch only the wrong day is set aside', async () => {
    const wrong = addDays(DAY, -1);
    const { uploader, journal } = await rig(4, {
      send: async ({ days }) => {
        if (days.some((day) => day.day === wrong)) throw new AppError('bad-input', 'no');
        return TAKEN;
      },
    });
    expect(await uploader.flush()).toEqual({ sent: 3, refused: 1, error: null });
    expect(journal.markOf('b', wrong)).toMatchObject({ state: 'refused', code: 'bad-input' });
    expect(journal.pending('b')).toEqual([]);
  });

  test('tries it makes by itself are told too, until one is taken', async () => {
    let slow = 2;
    const { clock, uploader, outcomes } = await rig(1, {
      send: async () => {
        if (slow-- > 0) throw new AppError('cloud-timeout', 'slow');
        return TAKEN;
      },
    });
    await uploader.flush();
    await clock.advance(60_000);
    expect(outcomes.map(({ sent, error }) => [sent, error?.code])).toEqual([
      [0, 'cloud-timeout'],
      [0, 'cloud-timeout'],
      [1, undefined],
    ]);
  });

  test('R11-10 after failures it tries again by itself, later each time, and gives up', async () => {
    let calls = 0;
    const { uploader, clock } = await rig(1, {
      send: async () => {
        calls++;
        throw new AppError('internal', 'down');
      },
    });
    await uploader.flush();
    await clock.advance(backOff(1, 0.5) - 1);
    expect(calls).toBe(1);
    await clock.advance(1);
    expect(calls).toBe(2);
    await clock.advance(24 * 3600 * 1000);
    expect(calls).toBe(6);
    expect(clock.waiting).toBe(0);
  });

  test('the wait doubles, is never longer than ten minutes, and half of it is chance', () => {
    expect([1, 2, 3].map((n) => backOff(n, 1))).toEqual([5000, 10_000, 20_000]);
    expect(backOff(1, 0)).toBe(2500);
    expect(backOff(50, 1)).toBe(600_000);
  });

  test('two flushes at once are one', async () => {
    const { uploader, sent } = await rig(1);
    await Promise.all([uploader.flush(), uploader.flush()]);
    expect(sent).toHaveLength(1);
  });

  test('what a sync brings while an upload is slow goes with the next, without another reason', async () => {
    const rooms = await rig(1, {
      send: async (input) => {
        rooms.sent.push(input);
        if (rooms.sent.length > 1) return TAKEN;
        const readings = [{ start: dayStart(DAY) + 9000, seconds: 60, steps: 9 }];
        const page = { at: 2, source: 'direct' as const, counters: [], cursor: null };
        await rooms.journal.append({ band: 'b', ...page, readings });
        void rooms.uploader.flush();
        return TAKEN;
      },
    });
    await rooms.uploader.flush();
    await rooms.uploader.flush();
    expect(rooms.journal.pending('b')).toEqual([]);
    expect(rooms.sent).toHaveLength(2);
  });

  test('a second flush does not ask again what just failed', async () => {
    let calls = 0;
    const { uploader } = await rig(1, {
      send: async () => {
        calls++;
        throw new AppError('cloud-timeout', 'slow');
      },
    });
    await Promise.all([uploader.flush(), uploader.flush()]);
    expect(calls).toBe(1);
  });

  test('a band of this phone only is never sent', async () => {
    const { uploader, sent, journal } = await rig(2, { local: () => true });
    await uploader.flush();
    expect(sent).toEqual([]);
    expect(journal.pending('b')).toEqual([]);
  });

  test('R2-10 unbound with days unsent: they wait for nobody; bound again, they go once', async () => {
    let bands = ['b'];
    const { uploader, sent, journal } = await rig(3, { bands: () => bands });
    bands = [];
    expect(await uploader.flush()).toEqual({ sent: 0, refused: 0, error: null });
    expect(sent).toEqual([]);
    bands = ['b'];
    expect(await uploader.flush()).toMatchObject({ sent: 3 });
    expect(await uploader.flush()).toMatchObject({ sent: 0 });
    expect(sent).toHaveLength(1);
    expect(journal.pending('b')).toEqual([]);
  });

  test('a band that is no longer ours does not stop the others', async () => {
    const { uploader, journal } = await rig(1, {
      bands: () => ['gone', 'b'],
      send: async ({ band }) => {
        if (band === 'gone') throw new AppError('not-found', 'no band');
        return TAKEN;
      },
    });
    const page = { at: 1, source: 'direct' as const, counters: [], cursor: null };
    const readings = [{ start: dayStart(DAY), seconds: 60, steps: 5 }];
    await journal.append({ band: 'gone', ...page, readings });
    expect(await uploader.flush()).toEqual({ sent: 1, refused: 0, error: null });
    expect(journal.pending('gone')).toHaveLength(1);
  });

  test('steps that arrive while a day is under way stay pending', async () => {
    const { uploader, journal } = await rig(1, {
      send: async () => {
        const readings = [{ start: dayStart(DAY) + 9000, seconds: 60, steps: 9 }];
        const page = { at: 2, source: 'direct' as const, counters: [], cursor: null };
        await journal.append({ band: 'b', ...page, readings });
        return TAKEN;
      },
    });
    await uploader.flush();
    expect(journal.pending('b')).toHaveLength(1);
  });
});
