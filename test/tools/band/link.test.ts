/** The clauses of the link fail where they should: a mistake of each kind, in real drivers. */
import { describe, expect, test } from '@jest/globals';
import { kit as infinitime } from '../../../miniprogram/bands/infinitime/kit';
import type { BandKit, KitVirtualOptions } from '../../../miniprogram/bands/kit';
import { kit as lefun } from '../../../miniprogram/bands/lefun/kit';
import { kit as miBand } from '../../../miniprogram/bands/mi-band/kit';
import { kit as miBand2 } from '../../../miniprogram/bands/mi-band-2/kit';
import { kit as pedometer } from '../../../miniprogram/bands/wechat-pedometer/kit';
import type { Session } from '../../../miniprogram/ble/session';
import type { BandDriver } from '../../../miniprogram/protocols/driver';
import { SEARCH_SECONDS } from '../../../miniprogram/services/bands/discover';
import type { Clause } from '../../../tools/band/check/clauses';
import { optionalReads } from '../../../tools/band/check/optional';
import { eventOrder, lateTable, writeDefault } from '../../../tools/band/check/phones';
import { splitAdvertisement } from '../../../tools/band/check/split';

/** The kit of a driver that makes a mistake. */
const wrong = (kit: BandKit, mistake: (driver: BandDriver) => Partial<BandDriver>): BandKit => ({
  ...kit,
  driver: { ...kit.driver, ...mistake(kit.driver) },
});

/** The same session, but for what the driver does wrong with it. */
const over = (session: Session, other: (session: Session) => Partial<Session>): Session => {
  const changed = other(session);
  return new Proxy(session, {
    get: (target, name) => {
      const own = changed[name as keyof Session] ?? target[name as keyof Session];
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
};

const misuse = (kit: BandKit, other: (session: Session) => Partial<Session>): BandKit =>
  wrong(kit, ({ open }) => ({ open: (session, context) => open(over(session, other), context) }));

const verdict = (clause: Clause, kit: BandKit) => clause(kit, kit.virtuals[0]!);

describe('is caught', () => {
  test('a write whose kind is left to the phone', async () => {
    const kit = misuse(lefun, (session) => ({ write: (at, value) => session.write(at, value) }));
    expect(await verdict(writeDefault, kit)).toMatchObject({
      passed: false,
      detail: expect.stringContaining('2d01 is written as the phone likes'),
    });
  });

  test('an optional read that is taken for a needed one', async () => {
    const kit = misuse(miBand2, (session) => ({
      readOptional: async (at) => (session.find(at) ? session.read(at) : new Uint8Array(0)),
    }));
    expect(await verdict(optionalReads, kit)).toMatchObject({
      passed: false,
      detail: expect.stringContaining('2a25 refused'),
    });
  });

  test('a clock that could not be asked, taken for a wrong one', async () => {
    const kit = misuse(miBand, (session) => ({
      readOptional: async (at) => (await session.readOptional(at)) ?? new Uint8Array(0),
    }));
    expect(await verdict(optionalReads, kit)).toMatchObject({
      passed: false,
      detail: expect.stringMatching(/^ff0a refused: .* is missing/),
    });
  });

  test('a band that is another one once it cannot be asked who it is', async () => {
    const kit = wrong(pedometer, ({ open }) => ({
      open: (session, context) => open(session, { ...context, expectedSerial: null }),
    }));
    expect(await verdict(optionalReads, kit)).toMatchObject({
      passed: false,
      detail: expect.stringContaining('another band'),
    });
  });

  test('a driver that takes any table for its own', async () => {
    const kit = wrong(lefun, () => ({ accepts: () => true }));
    expect(await verdict(lateTable, kit)).toMatchObject({
      passed: false,
      detail: expect.stringMatching(/^the table "none".*and 2 more/),
    });
  });

  test('a driver that bears one connection only', async () => {
    let opened = 0;
    const kit = wrong(infinitime, ({ open }) => ({
      open: (session, context) => {
        if (opened++ > 1) throw new Error('open already');
        return open(session, context);
      },
    }));
    expect(await verdict(eventOrder, kit)).toMatchObject({
      passed: false,
      detail: expect.stringContaining('after a connect that failed'),
    });
  });

  test('a band that is shown as another model than it is', async () => {
    const [virtual] = pedometer.virtuals;
    const renamed = {
      ...virtual!,
      create(options: KitVirtualOptions) {
        const begun = options.now();
        const searching = () => options.now() < begun + SEARCH_SECONDS;
        const band = virtual!.create(options);
        Object.defineProperty(band, 'localName', {
          get: () => (searching() ? 'Honor' : 'Mambo'),
        });
        return band;
      },
    };
    const { passed, detail } = await splitAdvertisement(pedometer, renamed);
    expect([passed, detail]).toEqual([false, 'taken for a honor-band']);
    expect(await verdict(splitAdvertisement, pedometer)).toMatchObject({ passed: true });
  });
});
