import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { SleepSpan } from '../../../miniprogram/contract/activity';
import { nightOf } from '../../../miniprogram/services/activity/sleep';
import { sampleMe } from '../../helpers/people';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';
import { fakeFileSystem } from '../../helpers/wx-files';

const fs = { current: fakeFileSystem() };
fixTime();
const wxNow = installWx(() => {
  fs.current = fakeFileSystem();
  return { getFileSystemManager: () => fs.current.manager };
});

/** The phone's civil midnight of 22 November 2026. */
const MIDNIGHT = new Date(2026, 10, 22).getTime() / 1000;
const NOON = MIDNIGHT + 43_200;

const span = (minute: number, minutes: number, stage: SleepSpan['stage']): SleepSpan => ({
  start: MIDNIGHT + minute * 60,
  seconds: minutes * 60,
  stage,
});

describe('a night of pieces', () => {
  test('awake and untold time is in the bar, not in the sleep', () => {
    const night = nightOf([span(-30, 60, 'light'), span(30, 5, 'awake'), span(50, 40, 'deep')]);
    expect(night).toEqual({
      from: MIDNIGHT - 1800,
      to: MIDNIGHT + 5400,
      asleep: 6000,
      parts: [
        { stage: 'light', seconds: 3600 },
        { stage: 'awake', seconds: 300 },
        { stage: null, seconds: 900 },
        { stage: 'deep', seconds: 2400 },
      ],
    });
  });

  test('any order and overlap counts a minute once; neighbours of one stage are one piece', () => {
    const pieces = [span(20, 30, 'deep'), span(0, 30, 'deep'), span(10, 10, 'light')];
    expect(nightOf(pieces)).toMatchObject({ asleep: 3000 });
    expect(nightOf([...pieces].reverse())).toEqual(nightOf(pieces));
    expect(nightOf(pieces)?.parts).toEqual([{ stage: 'deep', seconds: 3000 }]);
  });

  test('a doze on the sofa is not the beginning of the night', () => {
    const night = nightOf([span(-300, 20, 'light'), span(0, 400, 'light')]);
    expect(night).toMatchObject({ from: MIDNIGHT, asleep: 24_000 });
  });

  test('R3-4 nothing, or nothing but waking, is no night', () => {
    expect(nightOf([])).toBeNull();
    expect(nightOf([span(0, 60, 'awake')])).toBeNull();
    expect(nightOf([{ ...span(0, 0, 'deep'), seconds: 20 }])).toBeNull();
  });
});

type Room = typeof import('../../../miniprogram/services/activity/sleep');
type Journals = typeof import('../../../miniprogram/services/activity/journal/index');
type Consents = typeof import('../../../miniprogram/services/account/consent');

/** The rooms as after a start of the app. */
async function start() {
  jest.resetModules();
  const load = <T>(name: string) => jest.requireActual<T>(`../../../miniprogram/services/${name}`);
  return {
    ...load<Room>('activity/sleep'),
    ...load<Journals>('activity/journal/index'),
    ...load<Consents>('account/consent'),
  };
}

const page = (band: string, sleep: SleepSpan[]) => ({
  band,
  at: NOON,
  source: 'direct' as const,
  readings: [],
  counters: [],
  sleep,
  cursor: null,
});

describe('R10-2 sleep on this phone', () => {
  beforeEach(() => {
    const kept = { me: sampleMe(), bands: [], days: [], streak: 0, at: 1 };
    wxNow().storage.set('bm.mine', kept);
  });

  test('off by default: what is there is neither shown nor left', async () => {
    const { journal, lastNight, consented } = await start();
    expect(consented('sleep')).toBe(false);
    await (await journal()).append(page('a', [span(0, 400, 'deep')]));
    expect(await lastNight(NOON)).toBeNull();
    const next = await start();
    expect((await next.journal()).sleep('a', 0, NOON)).toEqual([]);
    expect([...fs.current.files.values()].join()).not.toContain('deep');
  });

  test('with consent the night is that of the band that told most, and only last night', async () => {
    const { journal, lastNight, setConsent } = await start();
    setConsent('sleep', true);
    const book = await journal();
    await book.append(page('a', [span(0, 300, 'deep'), span(-24 * 60, 500, 'deep')]));
    await book.append(page('b', [span(10, 400, 'light'), span(14 * 60, 60, 'light')]));
    expect(await lastNight(NOON)).toMatchObject({ asleep: 24_000, from: MIDNIGHT + 600 });
    expect(await lastNight(NOON + 86_400)).toBeNull();
    const next = await start();
    expect((await next.journal()).sleep('a', 0, NOON)).toHaveLength(2);
  });

  test('who sleeps by day has a night as well: it is the sleep from which one woke today', async () => {
    const { journal, lastNight, setConsent } = await start();
    setConsent('sleep', true);
    const pieces = Array.from({ length: 14 }, (_, at) => span(480 + at * 30, 30, 'light'));
    await (await journal()).append(page('a', [...pieces, span(19 * 60, 40, 'light')]));
    expect(await lastNight(NOON + 6 * 3600)).toMatchObject({ asleep: 7 * 3600 });
    await (await journal()).append(page('b', [span(24 * 60 - 90, 480, 'deep')]));
    expect(await lastNight(NOON + 86_400)).toMatchObject({ asleep: 8 * 3600 });
  });

  test('taking it back deletes it at once, for good', async () => {
    const { journal, lastNight, setConsent, withdrawSleep, consented } = await start();
    setConsent('sleep', true);
    setConsent('heart-rate', true);
    await (await journal()).append(page('a', [span(0, 300, 'deep')]));
    await withdrawSleep();
    expect([consented('sleep'), consented('heart-rate')]).toEqual([false, true]);
    expect([...fs.current.files.values()].join()).not.toContain('deep');
    setConsent('sleep', true);
    expect(await lastNight(NOON)).toBeNull();
  });

  test('when it cannot be deleted the consent stands, and it can be tried again', async () => {
    const { journal, setConsent, withdrawSleep, consented } = await start();
    setConsent('sleep', true);
    await (await journal()).append(page('a', [span(0, 300, 'deep')]));
    const manager = fs.current.manager as Record<string, unknown>;
    const { writeFile } = manager;
    manager.writeFile = (o: { fail(cause: { errMsg: string }): void }) =>
      o.fail({ errMsg: 'writeFile:fail the maximum size of the file storage limit' });
    await expect(withdrawSleep()).rejects.toMatchObject({ code: 'storage-full' });
    expect(consented('sleep')).toBe(true);
    manager.writeFile = writeFile;
    await withdrawSleep();
    expect((await journal()).sleep('a', 0, NOON)).toEqual([]);
  });

  test('a start that does not know yet whose phone it is deletes nothing', async () => {
    const { journal, setConsent } = await start();
    setConsent('sleep', true);
    await (await journal()).append(page('a', [span(0, 300, 'deep')]));
    const kept = wxNow().storage.get('bm.mine');
    wxNow().storage.delete('bm.mine');
    await (await start()).journal();
    wxNow().storage.set('bm.mine', kept);
    expect((await (await start()).journal()).sleep('a', 0, NOON)).toHaveLength(1);
  });

  test('it is one person’s: another account on this phone has agreed to nothing', async () => {
    (await start()).setConsent('sleep', true);
    const kept = { me: sampleMe({ uid: 'u-other' }), bands: [], days: [], streak: 0, at: 1 };
    wxNow().storage.set('bm.mine', kept);
    expect((await start()).consented('sleep')).toBe(false);
    wxNow().storage.delete('bm.mine');
    const nobody = await start();
    nobody.setConsent('sleep', true);
    expect(nobody.consented('sleep')).toBe(false);
  });
});
