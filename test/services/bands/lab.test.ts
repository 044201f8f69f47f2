/** R9-3 R9-6 The lab's bands through the app itself: bound, synced, and with each fault. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { PROTOCOLS } from '../../../miniprogram/protocols/index';
import type { LabFault, LabWish } from '../../../miniprogram/services/bands/index';
import { NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { AGAIN, oneOf } from '../../helpers/seed';

const phone = installPhone();

const bands = () =>
  require('../../../miniprogram/services/bands/index') as typeof import('../../../miniprogram/services/bands/index');
const activity = () =>
  require('../../../miniprogram/services/activity/index') as typeof import('../../../miniprogram/services/activity/index');

const versioned = (envVersion: string) => {
  phone.wx().getAccountInfoSync = () => ({ miniProgram: { envVersion } });
};
beforeEach(() => versioned('develop'));

/** What came of it, or the code it failed with; lets time pass until then. */
async function ended<T>(work: Promise<T>): Promise<T | string> {
  const result: { value?: T | string } = {};
  work.then(
    (value) => {
      result.value = value;
    },
    (error: { code: string }) => {
      result.value = error.code;
    },
  );
  for (let waited = 0; result.value === undefined && waited < 240; waited++) await pass(500);
  return result.value ?? 'never';
}

/** Chooses, binds and syncs; the code of what went wrong. */
async function synced(wish: LabWish): Promise<string | null> {
  bands().chooseLab(wish);
  const sync = bands()
    .bindLab(wish)
    .then((band) => activity().syncBand(band));
  const outcome = await ended(sync);
  return typeof outcome === 'string' ? outcome : outcome.left;
}
/** What the pages say of it when it is done. */
const leftOut = () =>
  activity()
    .leftOut(activity().today())
    .map(({ reason }) => reason);
/** The cloud binds whatever is told it. */
const bind = (input: object) => ({
  band: { id: 'v', name: '', boundAt: NOW, syncedAt: null, ...input },
});

const ALL = Object.keys(PROTOCOLS) as LabWish['protocol'][];
const FAULTS: readonly LabFault[] = [
  'walks-away',
  'clock-2000',
  'midnight',
  'memory-full',
  'twice',
  'refuses',
];
/** Two of the faults for each protocol, for the next one others. */
const TRIED = ALL.map((protocol, nth) => ({ protocol, faults: oneOf(3, FAULTS, nth) }));
/** They are read and never subscribed to. */
const READ_ONLY: readonly string[] = ['wechat-pedometer', 'infinitime', 'bluetooth-sig'];

/**
 * At the year 2000 the first two still count all they show; the others are asked day by day, and what
 * they dated then is on no day that is asked for.
 */
const UNTOLD: readonly string[] = ['wechat-pedometer', 'bluetooth-sig', 'huawei', 'colmi'];

const codeOf = (protocol: string, fault: LabFault | null): string | null => {
  if (fault === 'walks-away') return 'disconnected';
  if (fault === 'refuses' && !READ_ONLY.includes(protocol)) return 'system';
  // Its values follow each other without a number.
  return fault === 'twice' && protocol === 'mi-band' ? 'unread' : null;
};

describe.each(TRIED)('the virtual band of $protocol', ({ protocol, faults }) => {
  test('R9-6 R12-8 is bound as a virtual one, synced, and its steps are marked', async () => {
    jest.resetModules();
    const asked = phone.cloud({ 'band.bind': bind });
    expect(await synced({ protocol, fault: null })).toBeNull();
    const [told] = asked.filter(({ action }) => action === 'band.bind');
    expect(told?.input).toMatchObject({ protocol, virtual: true });
    const { total } = await activity().todayTotal();
    expect(total).toMatchObject({ sourceClass: 'virtual', withheld: 'virtual' });
    expect(total!.steps).toBeGreaterThan(1000);
  });

  test.each(faults)(`R9-3 %s (${AGAIN})`, async (fault) => {
    expect(await synced({ protocol, fault })).toBe(codeOf(protocol, fault));
    const undated = fault === 'clock-2000' && !UNTOLD.includes(protocol);
    expect(leftOut()).toEqual(undated ? ['time-unknown'] : []);
    // Who walked away comes back.
    if (fault === 'walks-away') expect(await synced({ protocol, fault: null })).toBeNull();
  });
});

describe('R9-6 a trial or a release', () => {
  test.each(['trial', 'release'])('%s has no lab, whatever was chosen before', async (version) => {
    const wish = { protocol: 'codoon', fault: null } as const;
    bands().chooseLab(wish);
    expect(bands().labChoice()).toEqual(wish);
    versioned(version);
    expect(bands().labChoice()).toBeNull();
    expect(await ended(bands().bindLab(wish))).toBe('not-supported');
  });

  test('nor one where nobody says which version it is', () => {
    bands().chooseLab({ protocol: 'codoon', fault: null });
    phone.wx().getAccountInfoSync = () => {
      throw new Error('getAccountInfoSync:fail');
    };
    expect(bands().labChoice()).toBeNull();
  });
});

test('R9-3 without its download the lab says so, and opens at the next try', async () => {
  const wish = { protocol: 'lefun', fault: null } as const;
  jest.resetModules();
  jest.doMock('../../../miniprogram/bands/lab/index', () => {
    throw new Error('downloadSubpackage:fail');
  });
  expect(await synced(wish)).toBe('drivers-missing');
  jest.dontMock('../../../miniprogram/bands/lab/index');
  expect(await synced(wish)).toBeNull();
});
