import { describe, expect, jest, test } from '@jest/globals';
import type { BandKit, KitBand } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { kitPath } from '../../../tools/harness/kits';
import { NOW, Pocket, sameRandom, world } from '../../../tools/harness/world';
import type { MadeBand } from '../../../tools/preview';
import { parseShanghai } from '../../../tools/preview/clock';
import { Air } from '../../../tools/preview/hub/air';
import type { Keeper } from '../../../tools/preview/hub/phones';
import { Shelf } from '../../../tools/preview/hub/shelf';
import { FIRST } from '../../../tools/start/bands/first';
import { makerOf, type Plan, type PlanOptions } from '../../../tools/start/bands/offer';
import { testKeys } from '../../../tools/start/kits';
import { MODELS } from '../../../tools/start/town/bands';

const peripheral = (): KitBand => ({
  deviceId: 'kit',
  localName: 'Ring',
  serviceUuids: [],
  manufacturerData: new Uint8Array(0),
  maxPayload: 20,
  gatt: [],
  onConnect: () => undefined,
  onDisconnect: () => undefined,
  onRead: () => new Uint8Array(0),
  onWrite: () => undefined,
  onSubscribe: () => undefined,
  steps: 0,
  addSteps: () => undefined,
});

function memory(): Keeper & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: <T>(key: string, otherwise: T) =>
      texts.has(key) ? (JSON.parse(texts.get(key)!) as T) : otherwise,
    write: (key, value) => void texts.set(key, JSON.stringify(value)),
    forget: (key) => void texts.delete(key),
  };
}

const seconds = (text: string): number => parseShanghai(text)! / 1000;
const EVENING = seconds('2026-11-22 20:36');

/** A page with one protocol's band on offer, over what earlier pages kept. */
function page(
  keep: Keeper,
  make: (options: PlanOptions) => KitBand = peripheral,
  now = () => EVENING,
) {
  const air = new Air();
  const plan: Plan = {
    id: 'ring',
    protocol: 'ring · one',
    speaks: 'ring',
    seed: 7,
    registered: true,
    create: (options) => ({
      band: make(options),
      deviceId: options.deviceId,
      title: 'Ring',
      code: null,
    }),
  };
  const broken = jest.fn();
  const bands = { first: FIRST.map(makerOf), more: [makerOf(plan)] };
  return { air, broken, shelf: new Shelf({ air, keep, now, bands, broken }) };
}

const ids = ({ list }: Shelf) => list.map(({ id }) => id);

describe('the shelf of bands', () => {
  test('two bands at first; one that is added is in the air, once', () => {
    const { air, shelf } = page(memory());
    expect(ids(shelf)).toEqual(['airsync', 'pedometer']);
    shelf.add('ring');
    shelf.add('ring');
    expect(ids(shelf)).toEqual(['airsync', 'pedometer', 'ring']);
    expect(shelf.choices).toEqual([]);
    expect(air.adverts('a').map(({ localName }) => localName)).toEqual([
      'iHealth AM3',
      'Mambo',
      'Ring',
    ]);
  });

  test('a reload brings back the band, what it walked and what pairing left', () => {
    const keep = memory();
    const first = page(keep).shelf;
    first.add('ring');
    first.list[2]!.walk(321);
    let pairing: PlanOptions['pairing'] | undefined;
    const take = (options: PlanOptions) => {
      pairing = options.pairing;
      return peripheral();
    };
    const second = page(keep, take).shelf;
    expect(second.list[2]!.steps()).toBe(first.list[2]!.steps());
    expect(second.list[2]!.steps()).toBeGreaterThanOrEqual(321);
    expect(pairing!.get()).toBeNull();
    pairing!.set('token');
    page(keep, take);
    expect(pairing!.get()).toBe('token');
  });

  test('a removed band leaves nothing behind; the first two stay', () => {
    const keep = memory();
    const { air, shelf } = page(keep);
    const before = [...keep.texts.keys()];
    shelf.add('ring');
    shelf.remove('ring');
    shelf.remove('airsync');
    expect(ids(shelf)).toEqual(['airsync', 'pedometer']);
    expect(air.bands).toHaveLength(2);
    expect([...keep.texts.keys()]).toEqual([...before, 'bands.added']);
    expect(ids(page(keep).shelf)).toEqual(['airsync', 'pedometer']);
  });

  test('R9-3 a band whose clock is wrong is the same band, with what it walked', () => {
    const errors: number[] = [];
    const { air, shelf } = page(memory(), (options) => {
      errors.push(options.clockError);
      return peripheral();
    });
    shelf.add('ring');
    const before = shelf.list[2]!;
    before.walk(321);
    air.find(before.deviceId)!.set({ near: 'a' });
    shelf.wind('ring', -1000);
    const after = shelf.list.find(({ id }) => id === 'ring')!;
    expect(after).not.toBe(before);
    expect(after.steps()).toBe(before.steps());
    expect(air.find(before.deviceId)!.near).toBe('a');
    expect(errors).toEqual([0, -1000]);
  });

  test('a band that cannot be made is told, and the others are there', () => {
    const { broken, shelf } = page(memory(), () => {
      throw new Error('half written');
    });
    shelf.add('ring');
    expect(broken).toHaveBeenCalledWith('ring', expect.any(Error));
    expect(ids(shelf)).toEqual(['airsync', 'pedometer']);
  });
});

/** By then a band has closed the piece of time in which its clock was set. */
const TWO_HOURS_MS = 7_200_000;
/** The bands that need no kit: the panel's first, and those of the town. */
const OWN: readonly (readonly [string, Plan])[] = [
  ...FIRST.map((plan) => [plan.id, plan] as const),
  ...Object.entries(MODELS).map(([id, { title, protocol: speaks, create }]) => {
    const plan = { id, title, protocol: speaks, speaks, seed: 7, registered: true };
    const made = (options: PlanOptions) => create(options, 'C05A00000007');
    const deviceId = 'C0:5A:00:00:00:07';
    return [
      `${id} of the town`,
      {
        ...plan,
        create: (options: PlanOptions) => ({ ...plan, band: made(options), deviceId, code: null }),
      },
    ] as const;
  }),
];

test.each(OWN)(
  'R9-3 %s begins at the year 2000: a sync sets its clock, then walks count',
  async (_, plan) => {
    const keep = memory();
    const kept = {
      read: <T>(otherwise: T) => keep.read('band', otherwise),
      write: (value: unknown) => keep.write('band', value),
    };
    const year2000 = Date.UTC(2000, 0, 1) / 1000 - NOW;
    const { vendorAuth } = (require(kitPath(plan.speaks)) as { kit: BandKit }).kit;
    const start = makerOf(plan);
    let offer: MadeBand | null = null;
    const {
      clock,
      kept: phone,
      once,
    } = world(
      DRIVERS.find(({ id }) => id === plan.speaks)!,
      (now) => {
        offer = start.make(kept, () => Math.floor(now()), year2000);
        return offer.band as KitBand;
      },
      { random: sameRandom(), secret: new Pocket(), ...(vendorAuth && { vendorAuth }) },
    );
    await once();
    await clock.advance(TWO_HOURS_MS);
    offer!.walk(500);
    await clock.advance(TWO_HOURS_MS);
    await once();
    const { days, readings } = phone.summary();
    const walked = readings.reduce((sum, { steps }) => sum + steps, 0);
    expect(Math.max(walked, days.at(-1)?.steps ?? 0)).toBeGreaterThanOrEqual(500);
  },
);

describe('what a band walks', () => {
  /** A shelf whose clock can be set, and the walks its ring was made with or told of since. */
  function ring(at: string, keep = memory()) {
    let time = seconds(at);
    const walks: Walk[] = [];
    const make = ({ now, truth }: PlanOptions): KitBand => {
      walks.push(...truth);
      return {
        ...peripheral(),
        addSteps: (steps) => void walks.push({ at: now(), steps }),
      };
    };
    const { shelf } = page(keep, make, () => time);
    shelf.add('ring');
    const offer = shelf.list.find(({ id }) => id === 'ring')!;
    const on = (day: string) =>
      walks
        .filter(({ at }) => at >= seconds(`${day} 00:00`) && at < seconds(`${day} 00:00`) + 86_400)
        .reduce((sum, { steps }) => sum + steps, 0);
    const set = (text: string) => {
      time = seconds(text);
      shelf.goOn();
    };
    return { shelf, offer, walks, on, set };
  }

  test('a date never changes: seen from the next day, after a reload or by staying', () => {
    const keep = memory();
    const before = ring('2026-11-22 23:50', keep);
    const day = before.on('2026-11-22');
    const week = before.walks.filter(({ at }) => at >= seconds('2026-11-17 00:00'));
    before.set('2026-11-23 09:00');
    const after = ring('2026-11-23 09:00', keep);
    expect(day).toBeGreaterThan(3000);
    for (const seen of [before, after]) expect(seen.on('2026-11-22')).toBe(day);
    expect(before.on('2026-11-23')).toBe(after.on('2026-11-23'));
    expect(before.on('2026-11-23')).toBe(after.offer.steps());
    expect(after.walks).toEqual(expect.arrayContaining(week));
    expect(new Set(after.walks.map(({ at }) => Math.floor((at + 28_800) / 86_400))).size).toBe(7);
  });

  test('walking on is dated as it went, in order, and told once', () => {
    const { shelf, walks, set } = ring('2026-11-22 20:36');
    const known = walks.length;
    set('2026-11-23 20:36');
    const news = walks.slice(known).map(({ at }) => at);
    expect(news).toEqual([...new Set(news)].sort((a, b) => a - b));
    expect(news[0]).toBeGreaterThan(EVENING);
    expect(news.at(-1)).toBeLessThanOrEqual(seconds('2026-11-23 20:36'));
    shelf.goOn();
    expect(walks).toHaveLength(known + news.length);
  });

  test.each([
    ['2026-11-22 00:00:20', 10],
    ['2026-11-22 00:00:30', 20],
    ['2026-11-22 00:10', 400],
    ['2026-11-22 03:00', 400],
    ['2026-11-22 12:00', 2000],
  ])('at %s there is something to see, not more than a person walks', (at, least) => {
    const { shelf } = ring(at);
    const passed = seconds(at) - seconds('2026-11-22 00:00');
    const counts = shelf.list.map((offer) => offer.steps());
    for (const steps of counts) {
      expect(steps).toBeGreaterThanOrEqual(least);
      expect(steps).toBeLessThanOrEqual((passed / 60) * 250);
    }
    expect(new Set(counts).size).toBe(counts.length);
  });

  test('a walk is of the minutes just gone: just after midnight it is short, later as long as asked', () => {
    const { offer, set, on } = ring('2026-11-22 00:00:20');
    const sample = offer.steps();
    expect(offer.walk(500)).toBe(180 - sample);
    expect(offer.walk(500)).toBe(0);
    expect(on('2026-11-22')).toBe(180);
    set('2026-11-22 00:10');
    expect(offer.walk(500)).toBe(500);
    set('2026-11-22 20:36');
    expect(offer.walk(9000)).toBe(9000);
  });

  test.each(DRIVERS.map(({ id }) => id))(
    'just after midnight the virtual bands of %s count it all today',
    (id) => {
      const { kit } = require(kitPath(id)) as { kit: BandKit };
      for (const virtual of kit.virtuals) {
        let band = peripheral();
        const make = ({ now, truth }: PlanOptions) => {
          band = virtual.create({ now, truth, clockError: 0, dense: false });
          return band;
        };
        const { shelf } = page(memory(), make, () => seconds('2026-11-22 00:00:20'));
        shelf.add('ring');
        const offer = shelf.list.find((one) => one.id === 'ring')!;
        expect(offer.walk(500)).toBeGreaterThan(100);
        expect(band).toHaveProperty('steps', offer.steps());
      }
    },
  );
});

test('kits hand their made-up keys to the cloud', async () => {
  expect(await testKeys()).toEqual({
    BANDMATES_KEY_HUAWEI: expect.stringMatching(/^1:[0-9a-f]{96}$/),
    BANDMATES_KEY_IHEALTH: expect.stringMatching(/^AM3:[0-9a-f]{32},AM4:[0-9a-f]{32}$/),
  });
});
