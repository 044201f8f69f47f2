import { describe, expect, test } from '@jest/globals';
import { bluetoothSig } from '../../../miniprogram/bands/bluetooth-sig/driver';
import { BATTERY } from '../../../miniprogram/bands/bluetooth-sig/gatt';
import { createVirtualStandard } from '../../../miniprogram/bands/bluetooth-sig/virtual/band';
import type { VirtualStandardOptions } from '../../../miniprogram/bands/bluetooth-sig/virtual/options';
import { cutAt, duplicateValues, type Fates } from '../../../miniprogram/bands/virtual/faults';
import { BleError, uuid } from '../../../miniprogram/ble/link';
import { openSession } from '../../../miniprogram/ble/link-session';
import { dayStart } from '../../../miniprogram/contract/activity';
import type { DriverContext, SecretStore } from '../../../miniprogram/protocols/driver';
import { createVirtualClock } from '../../../tools/harness/clock';
import { contextOf, Kept, radioWith, sync } from '../../../tools/harness/sync';

const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
const TODAY = 20_261_122;
const ID = 'C0:11:22:33:44:55';

function memory(): SecretStore & { value: string | null } {
  return {
    value: null,
    get() {
      return this.value;
    },
    async set(value) {
      this.value = value;
    },
  };
}

function scene(options: Partial<VirtualStandardOptions> = {}, fates?: Fates) {
  const clock = createVirtualClock(NOON * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualStandard({ deviceId: ID, now, ...options });
  const radio = radioWith(clock, band);
  if (fates) radio.setFates(fates);
  const kept = new Kept();
  const once = (context: Partial<DriverContext> = {}) =>
    clock.run(
      sync({ radio, clock, deviceId: ID, driver: bluetoothSig, kept, context }).catch(
        (error: unknown) => ({ error }),
      ),
    );
  return { clock, band, radio, kept, once };
}

describe('a sync', () => {
  test('who it is, its battery, its clock, and the steps of today’s session', async () => {
    const { band, kept, once } = scene({ clockError: 777 });
    band.addSteps(4321);
    const run = await once();
    expect(run).toMatchObject({
      identity: { serial: 'SB-2026-0007', firmware: '2.4.1' },
      battery: 64,
      sourceClass: 'counter',
    });
    expect([...kept.days.values()]).toEqual([{ day: TODAY, at: NOON, steps: 4321, metres: 3025 }]);
    expect(band.clockShift).toBe(28_800);
    expect(kept.faults).toEqual([]);
  });

  test('a summary that cannot be read comes by itself, or does not come', async () => {
    const { band, kept, once } = scene({ readsSteps: false });
    band.addSteps(50);
    band.faults.silent = true;
    expect(await once()).toMatchObject({ battery: 64 });
    expect(kept.days.size).toBe(0);
    band.faults.silent = false;
    await once();
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 50 }]);
  });

  test('a band without a step counter gives no page', async () => {
    const { band, kept, once } = scene({ countsSteps: false });
    band.addSteps(50);
    expect(await once()).toMatchObject({ battery: 64 });
    expect(kept.days.size).toBe(0);
  });

  test('R13-2 a session across midnight is of no sure day; nothing of it is counted', async () => {
    const { clock, band, kept, once } = scene();
    band.addSteps(100);
    const read = band.onRead.bind(band);
    await clock.advance((dayStart(TODAY + 1) + 600 - NOON) * 1000);
    band.onRead = (at) => {
      const value = read(at);
      if (at.characteristic === uuid('2b40')) value.set([0x84, 0x03], 6);
      return value;
    };
    await once();
    expect(kept.days.size).toBe(0);
    expect(kept.faults.map(({ reason }) => reason)).toEqual(['time-unknown']);
  });

  test('its heart rate can be watched, its steps cannot', async () => {
    const { clock, radio } = scene();
    const watching = (async () => {
      const link = await radio.connect(ID, 1000);
      const run = await bluetoothSig.open(await openSession(link, { clock }), contextOf(clock));
      await expect(run.live?.('steps')).rejects.toHaveProperty('code', 'not-supported');
      const heart = await run.live?.('heart-rate');
      return heart?.next();
    })();
    expect(await clock.run(watching)).toEqual({ at: NOON, heartRate: 72 });
  });

  test('it can be found', async () => {
    const { band, clock, radio, kept } = scene();
    const finding = {
      ...bluetoothSig,
      open: async (...args: Parameters<typeof bluetoothSig.open>) => {
        const run = await bluetoothSig.open(...args);
        await run.find?.();
        return run;
      },
    };
    await clock.run(sync({ radio, clock, deviceId: ID, driver: finding, kept }));
    expect(band.alerts).toEqual([2]);
  });
});

describe('identity', () => {
  const SERIAL = 'SB-2026-0007';
  const SHARED = '123456fffe9abcde';

  test.each([
    ['the address in the system id', { systemId: '554433feff2211c0' }, 'C01122334455'],
    [
      'a serial before an address that is not this band’s',
      { systemId: '1371dafeff7d1a00' },
      SERIAL,
    ],
    ['a serial before the system id of a whole production run', { systemId: SHARED }, SERIAL],
    [
      'where this phone knows it, before what a whole production run shares',
      { systemId: SHARED, serial: '123456789' },
      'C01122334455',
    ],
    ['a serial before a system id without an address', { systemId: '3412feffffeeffc0' }, SERIAL],
    ['where this phone knows it, before a serial of zeros', { serial: '0000' }, 'C01122334455'],
    ['where this phone knows it', { serial: '' }, 'C01122334455'],
  ])('%s', async (_, options, serial) => {
    const { once } = scene(options);
    expect(await once()).toMatchObject({ identity: { serial } });
  });

  test('another band than the one we mean', async () => {
    const { once } = scene();
    expect(await once({ expectedSerial: 'SB-1' })).toMatchObject({ error: { code: 'other-band' } });
  });

  test('steps, cadence or heart rate make a band; what has its own protocol is left alone', () => {
    const { band } = scene();
    expect(bluetoothSig.accepts(band.gatt)).toBe(true);
    expect(bluetoothSig.accepts(band.gatt.slice(0, 2))).toBe(false);
    const tencent = { ...band.gatt[0]!, service: uuid('FEE7') };
    expect(bluetoothSig.accepts([...band.gatt, tencent])).toBe(false);
    const mark = { ...band.gatt[0]!, characteristic: uuid('2A30') };
    expect(bluetoothSig.accepts([...band.gatt, mark])).toBe(false);
    const codoon = { ...band.gatt[0]!, ...BATTERY, write: true };
    expect(bluetoothSig.accepts([...band.gatt, codoon])).toBe(false);
  });
});

describe('the goal', () => {
  test('needs a user: registered once, known again', async () => {
    const { band, once } = scene();
    const secret = memory();
    const random = () => Uint8Array.of(4, 210);
    await once({ goal: 9000, secret, random });
    expect([band.goal, band.users, secret.value]).toEqual([9000, 1, '1,1234']);
    await once({ goal: 12_000, secret, random });
    expect([band.goal, band.users]).toEqual([12_000, 1]);
  });

  test('a band that forgot its users gets a new one', async () => {
    const { band, once } = scene();
    const secret = memory();
    secret.value = '7,7';
    await once({ goal: 9000, secret });
    expect([band.goal, secret.value]).toEqual([9000, '1,0']);
  });

  test('refused, unanswered or nowhere to keep the code: the sync goes on', async () => {
    const refusing = scene();
    refusing.band.faults.refuses = true;
    const silent = scene({}, ({ operation }) => (operation === 'value' ? 'lose' : 'deliver'));
    const secretless = scene();
    for (const { band, kept, once } of [refusing, silent, secretless]) {
      band.addSteps(5);
      await once({ goal: 9000, ...(band === secretless.band ? {} : { secret: memory() }) });
      expect(band.goal).toBeNull();
      expect(kept.summary().days).toEqual([{ day: TODAY, steps: 5 }]);
    }
  });
});

describe('nothing is lost', () => {
  test.each(['cut', 'deliver-cut'] as const)(
    'R11-2 the link drops at every frame (%s)',
    async (when) => {
      const total = scene();
      await total.once({ goal: 9000, secret: memory() });
      for (let index = 0; index < total.radio.frames; index++) {
        const { band, kept, once } = scene({}, cutAt(index, when));
        const secret = memory();
        band.addSteps(77);
        expect(await once({ goal: 9000, secret })).toMatchObject(
          index === total.radio.frames - 1 ? {} : { error: { code: 'disconnected' } },
        );
        await once({ goal: 9000, secret });
        expect(kept.summary().days).toEqual([{ day: TODAY, steps: 77 }]);
        expect(band.goal).toBe(9000);
      }
      expect(total.radio.frames).toBeGreaterThan(10);
    },
  );

  test('every value arrives twice', async () => {
    const { band, kept, once } = scene({ readsSteps: false }, duplicateValues);
    band.addSteps(77);
    await once({ goal: 9000, secret: memory() });
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 77 }]);
    expect(band.goal).toBe(9000);
  });

  test('R11-7 one damaged summary is asked for again; only damaged ones are garbage', async () => {
    const { band, kept, once } = scene();
    band.addSteps(77);
    const good = band.onRead.bind(band);
    let asked = 0;
    band.onRead = (at) =>
      at.characteristic === uuid('2b40') && ++asked === 1 ? Uint8Array.of(0xc0) : good(at);
    await once();
    expect(kept.faults).toEqual([{ kind: 'frame', reason: 'length', hex: 'c0' }]);
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 77 }]);
    band.faults.garbage = true;
    expect(await once()).toMatchObject({ error: { code: 'garbage' } });
  });

  test('a clock that will not be set costs no sync', async () => {
    const { band, kept, once } = scene();
    band.addSteps(9);
    band.onWrite = () => {
      throw new BleError('system', 'error 80h');
    };
    await once();
    expect(kept.summary().days).toEqual([{ day: TODAY, steps: 9 }]);
  });
});
