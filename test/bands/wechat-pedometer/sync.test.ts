import { describe, expect, test } from '@jest/globals';
import { cutAt, type Fates } from '../../../miniprogram/bands/virtual/faults';
import { encodeMeasurement } from '../../../miniprogram/bands/wechat-pedometer/codec';
import { wechatPedometer } from '../../../miniprogram/bands/wechat-pedometer/driver';
import { MEASUREMENT } from '../../../miniprogram/bands/wechat-pedometer/gatt';
import {
  createVirtualPedometer,
  type VirtualPedometerOptions,
} from '../../../miniprogram/bands/wechat-pedometer/virtual/band';
import { BleError } from '../../../miniprogram/ble/link';
import { dayStart } from '../../../miniprogram/contract/activity';
import { BandError } from '../../../miniprogram/protocols/driver';
import { createVirtualClock } from '../../../tools/harness/clock';
import { Kept, radioWith, type SyncOptions, sync } from '../../../tools/harness/sync';
import { scriptedBand } from '../../helpers/scripted-band';

const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
const TODAY = 20_261_122;
const MIDNIGHT = dayStart(20_261_123);

function setUp(options: Partial<VirtualPedometerOptions> = {}, fates?: Fates) {
  const clock = createVirtualClock(NOON * 1000);
  const band = createVirtualPedometer({
    deviceId: 'band',
    localName: 'WeRun',
    mac: '5CF3706ABA27',
    now: () => clock.now() / 1000,
    ...options,
  });
  const radio = radioWith(clock, band);
  if (fates) radio.setFates(fates);
  const kept = new Kept();
  const run = (more: Partial<SyncOptions> = {}) =>
    clock.run(sync({ clock, radio, deviceId: 'band', driver: wechatPedometer, kept, ...more }));
  /** Syncs at so many seconds after the coming midnight. */
  const at = async (sinceMidnight: number) => {
    await clock.advance((MIDNIGHT + sinceMidnight) * 1000 - clock.now());
    await run();
  };
  return { clock, band, radio, kept, run, at };
}

const failed = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a running counter', () => {
  test('steps, distance and energy of the day, and nothing it does not know', async () => {
    const { run, kept, band } = setUp();
    band.addSteps(1000);
    const { identity, sourceClass } = await run();
    expect([identity.serial, sourceClass]).toEqual(['5CF3706ABA27', 'counter']);
    expect([...kept.days.values()]).toEqual([
      { day: TODAY, at: NOON, steps: 1000, metres: 700, kcal: 35 },
    ]);
    expect(kept.readings.size).toBe(0);
  });

  test('absent numbers stay absent', async () => {
    const { run, kept, band } = setUp({ measures: { metres: false, kcal: true } });
    band.addSteps(1000);
    await run();
    expect([...kept.days.values()]).toEqual([{ day: TODAY, at: NOON, steps: 1000, kcal: 35 }]);
  });

  test('R12-3 repeated, falling and jumping totals: never negative, never twice', async () => {
    const { run, kept, band } = setUp();
    for (const steps of [500, 500, 20, 60, 900]) {
      band.setTotals({ steps });
      await run();
    }
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 900 }]);
  });

  test('the goal is written where it differs in nothing else', async () => {
    const { run, band } = setUp();
    await run({ context: { goal: 12_000 } });
    expect(band.goal).toBe(12_000);
    await run();
    expect(band.goal).toBe(12_000);
  });

  test('a refused goal costs no sync', async () => {
    const refuse: Fates = ({ operation }) => (operation === 'write' ? 'no-callback' : 'deliver');
    const { run, kept, band } = setUp({}, refuse);
    band.addSteps(10);
    await run({ context: { goal: 12_000 } });
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 10 }]);
  });
});

describe('R13-2 midnight', () => {
  test("a band that shows yesterday's total for a while", async () => {
    const { at, kept, band } = setUp({ resetDelaySeconds: 900 });
    band.addSteps(8000);
    await at(-60);
    await at(300);
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 8000 }]);
    await at(1200);
    band.addSteps(30);
    await at(1300);
    expect(kept.summary().days).toEqual([
      { day: TODAY, steps: 8000 },
      { day: TODAY + 1, steps: 30 },
    ]);
  });

  test('a late walk on a band whose clock is slow is still yesterday', async () => {
    const { at, kept, band, clock } = setUp({ resetDelaySeconds: 900 });
    band.addSteps(8000);
    await at(-60);
    await clock.advance(120_000);
    band.addSteps(100);
    await at(120);
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 8100 }]);
  });

  test('a total that nobody moves stays where it was counted', async () => {
    const { at, kept, band } = setUp({ resetDelaySeconds: 90_000 });
    band.addSteps(8000);
    await at(-60);
    await at(8 * 3600);
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 8000 }]);
  });

  test('a band that resets on time', async () => {
    const { at, kept, band } = setUp();
    band.addSteps(8000);
    await at(-60);
    await at(60);
    band.addSteps(5);
    await at(120);
    expect(kept.summary().days).toEqual([
      { day: TODAY, steps: 8000 },
      { day: TODAY + 1, steps: 5 },
    ]);
  });
});

describe('trouble', () => {
  test('R11-2 the link drops at every frame: the same total', async () => {
    for (let frame = 0; frame < 3; frame++) {
      const { run, kept, band } = setUp({}, cutAt(frame));
      band.addSteps(77);
      const error = await failed(run({ context: { goal: 9000 } }));
      expect(error).toBeInstanceOf(BleError);
      await run();
      expect(kept.summary().days).toEqual([{ day: TODAY, steps: 77 }]);
    }
  });

  test.each(['garbage', 'cutFrame'] as const)(
    '%s: a typed error, and nothing is counted',
    async (what) => {
      const { run, kept, band } = setUp();
      band.addSteps(77);
      band.faults[what] = true;
      const error = await failed(run());
      expect(error).toBeInstanceOf(BandError);
      expect(error).toHaveProperty('code', 'garbage');
      expect((error as BandError).faults).toHaveLength(3);
      expect(kept.days.size).toBe(0);
      band.faults[what] = false;
      await run();
      expect(kept.summary().days).toEqual([{ day: TODAY, steps: 77 }]);
    },
  );

  test('one damaged value is asked for again', async () => {
    const { run, kept, band } = setUp();
    band.addSteps(77);
    const good = band.onRead.bind(band);
    let asked = 0;
    band.onRead = (at) =>
      at.characteristic === MEASUREMENT.characteristic && ++asked === 1
        ? Uint8Array.of(0)
        : good(at);
    await run();
    expect(kept.faults).toEqual([{ kind: 'frame', reason: 'no-steps', hex: '00' }]);
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 77 }]);
  });

  test('another band than the one we mean', async () => {
    const { run } = setUp();
    const error = await failed(run({ context: { expectedSerial: '001A7DDA7113' } }));
    expect(error).toHaveProperty('code', 'other-band');
  });
});

describe('bands with less than the whole table', () => {
  const without = (read: boolean) => {
    const clock = createVirtualClock(NOON * 1000);
    const band = scriptedBand({
      gatt: [
        {
          ...MEASUREMENT,
          read,
          write: false,
          writeNoResponse: false,
          notify: true,
          indicate: false,
        },
      ],
      onSubscribe: (self, at) => void self.say(at, encodeMeasurement({ steps: 42 })),
    });
    band.readable.set(MEASUREMENT.characteristic, encodeMeasurement({ steps: 41 }));
    const kept = new Kept();
    const run = (expectedSerial: string | null) =>
      clock.run(
        sync({
          clock,
          radio: radioWith(clock, band),
          deviceId: 'scripted',
          driver: wechatPedometer,
          kept,
          context: { expectedSerial, goal: 1 },
        }),
      );
    return { run, kept };
  };

  test('no read: the first value it sends', async () => {
    const { run, kept } = without(false);
    await run('5CF3706ABA27');
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 42 }]);
  });

  test('no address: the advertised one, else where this phone knows the band', async () => {
    const { run, kept } = without(true);
    const { identity } = await run('5CF3706ABA27');
    expect(identity.serial).toBe('5CF3706ABA27');
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 41 }]);
    expect((await run(null)).identity.serial).toBe('SCRIPTED');
  });
});
