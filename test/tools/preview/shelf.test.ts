import { describe, expect, jest, test } from '@jest/globals';
import type { KitBand } from '../../../miniprogram/bands/kit';
import { testKeys } from '../../../tools/preview/build/kits';
import { Air } from '../../../tools/preview/hub/air';
import type { KitPlan, PlanOptions } from '../../../tools/preview/hub/bands';
import type { Keeper } from '../../../tools/preview/hub/phones';
import { Shelf } from '../../../tools/preview/hub/shelf';

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

/** A page with one protocol's band on offer, over what earlier pages kept. */
function page(keep: Keeper, make: (options: PlanOptions) => KitBand = peripheral) {
  const air = new Air();
  const plan: KitPlan = {
    id: 'ring',
    protocol: 'ring · one',
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
  return { air, broken, shelf: new Shelf({ air, keep, plans: [plan], broken }) };
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
    expect(air.adverts().map(({ localName }) => localName)).toEqual([
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

  test('a band that cannot be made is told, and the others are there', () => {
    const { broken, shelf } = page(memory(), () => {
      throw new Error('half written');
    });
    shelf.add('ring');
    expect(broken).toHaveBeenCalledWith('ring', expect.any(Error));
    expect(ids(shelf)).toEqual(['airsync', 'pedometer']);
  });
});

test('kits hand their made-up keys to the cloud', async () => {
  expect(await testKeys()).toEqual({
    BANDMATES_KEY_HUAWEI: expect.stringMatching(/^1:[0-9a-f]{96}$/),
    BANDMATES_KEY_IHEALTH: expect.stringMatching(/^AM3:[0-9a-f]{32},AM4:[0-9a-f]{32}$/),
  });
});
