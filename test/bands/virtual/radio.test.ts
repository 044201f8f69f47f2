import { describe, expect, test } from '@jest/globals';
import {
  cutAt,
  duplicateValues,
  type Fates,
  flipBit,
  swapValues,
} from '../../../miniprogram/bands/virtual/faults';
import {
  createVirtualRadio,
  type VirtualRadioOptions,
} from '../../../miniprogram/bands/virtual/radio';
import { BleError, type GattCharacteristic, uuid } from '../../../miniprogram/ble/link';
import { createVirtualClock } from '../../../tools/harness/clock';
import { type ScriptedOptions, scriptedBand } from '../../helpers/scripted-band';

const ALL = { read: true, write: true, writeNoResponse: true, notify: true, indicate: true };
const AT: GattCharacteristic = { service: uuid('fee7'), characteristic: uuid('fea1'), ...ALL };
const PLAIN: GattCharacteristic = {
  service: uuid('fee7'),
  characteristic: uuid('fea9'),
  read: false,
  write: false,
  writeNoResponse: false,
  notify: false,
  indicate: false,
};

async function setUp(
  radioOptions: Partial<VirtualRadioOptions> = {},
  bandOptions: Partial<ScriptedOptions> = {},
) {
  const clock = createVirtualClock();
  const band = scriptedBand({ gatt: [AT, PLAIN], ...bandOptions });
  const radio = createVirtualRadio({ clock, bands: [band], ...radioOptions });
  const link = await clock.run(radio.connect('scripted', 1000));
  const heard: number[] = [];
  link.onValue((_, value) => heard.push(value[0] ?? -1));
  return { clock, band, radio, link, heard };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof BleError ? error.code : String(error)),
  );

const values = (count: number) => Array.from({ length: count }, (_, n) => Uint8Array.of(n));

describe('what phones do differently', () => {
  const kinds = async (platform: 'ios' | 'android' | 'ohos') => {
    const seen: (boolean | undefined)[] = [];
    const fates: Fates = ({ response }) => {
      seen.push(response);
      return 'deliver';
    };
    const { clock, link } = await setUp({ platform, fates });
    for (const kind of [undefined, true, false]) {
      await clock.run(link.write(AT, Uint8Array.of(1), kind));
    }
    return seen;
  };

  test('a write of no kind has a response on an iPhone, and none elsewhere', async () => {
    expect(await kinds('ios')).toEqual([true, true, false]);
    expect(await kinds('android')).toEqual([false, true, false]);
    expect(await kinds('ohos')).toEqual([false, true, false]);
  });

  test('a kind that the band does not take fails', async () => {
    const only = { ...AT, writeNoResponse: false };
    const { clock, link } = await setUp({}, { gatt: [only] });
    const unanswered = codeOf(link.write(AT, Uint8Array.of(1), false));
    expect(await clock.run(unanswered)).toBe('not-supported');
    await clock.run(link.write(AT, Uint8Array.of(1), undefined));
  });

  test('what the phone refuses does not arrive', async () => {
    const { clock, band, link } = await setUp({ fates: () => 'refuse' });
    expect(await clock.run(codeOf(link.read(AT)))).toBe('system');
    expect(await clock.run(codeOf(link.write(AT, Uint8Array.of(1), true)))).toBe('system');
    expect(band.written).toEqual([]);
  });
});

describe('radio time', () => {
  const elapsed = async (kind: 'notification' | 'indication', count: number) => {
    const { clock, band, link } = await setUp({ intervalMs: 30 });
    await clock.run(link.subscribe(AT, kind));
    const began = clock.now();
    if (kind === 'indication') await clock.run(band.say(AT, ...values(count)));
    else await clock.run(Promise.all(values(count).map((value) => band.say(AT, value))));
    return clock.now() - began;
  };

  test('an indication takes an event each; up to four notifications share one', async () => {
    expect(await elapsed('indication', 8)).toBe(240);
    expect(await elapsed('notification', 8)).toBe(60);
  });

  test('a write with response takes an event, its answer the next; a slow hop costs one more', async () => {
    const answer: ScriptedOptions['onWrite'] = (band, at) => void band.say(at, Uint8Array.of(1));
    for (const [hopMs, expected] of [
      [0, 60],
      [15, 60],
      [35, 90],
    ] as const) {
      const { clock, link } = await setUp({ intervalMs: 30, hopMs }, { onWrite: answer });
      await clock.run(link.subscribe(AT, 'indication'));
      const began = clock.now();
      const answered = new Promise<void>((resolve) => link.onValue(() => resolve()));
      await clock.run(Promise.all([link.write(AT, new Uint8Array(3), true), answered]));
      expect(clock.now() - began).toBe(expected);
    }
  });
});

describe('a link', () => {
  test('refuses what the table does not have', async () => {
    const { clock, link, band } = await setUp();
    const nowhere = { ...AT, characteristic: uuid('1234') };
    expect(await clock.run(codeOf(link.read(nowhere)))).toBe('no-characteristic');
    expect(await clock.run(codeOf(link.read(PLAIN)))).toBe('not-supported');
    expect(await clock.run(codeOf(link.write(PLAIN, new Uint8Array(1), true)))).toBe(
      'not-supported',
    );
    expect(await clock.run(codeOf(link.subscribe(PLAIN, 'indication')))).toBe('not-supported');
    expect(await clock.run(codeOf(band.say(AT, Uint8Array.of(1))))).toBe('not-supported');
  });

  test('agrees on the smaller payload', async () => {
    const { link } = await setUp({ maxPayload: 100 }, { maxPayload: 200 });
    expect(link.payload).toBe(20);
    expect(await link.requestPayload(512)).toBe(100);
  });

  test('carries no value that is larger than agreed, either way', async () => {
    const { clock, link, band, heard } = await setUp();
    await clock.run(link.subscribe(AT, 'notification'));
    const long = new Uint8Array(21);
    expect(await clock.run(codeOf(link.write(AT, long, true)))).toBe('not-supported');
    expect(await clock.run(codeOf(band.say(AT, long)))).toBe('not-supported');
    expect([band.written, heard]).toEqual([[], []]);
  });

  test('belongs to one phone; is free again afterwards', async () => {
    const { clock, radio, link } = await setUp();
    expect(await clock.run(codeOf(radio.connect('scripted', 1000)))).toBe('connect-failed');
    await link.close();
    expect(await clock.run(codeOf(radio.connect('scripted', 1000)))).toBe('fine');
    expect(await clock.run(codeOf(radio.connect('nobody', 1000)))).toBe('timeout');
  });
});

describe('faults', () => {
  const subscribed = async (fates: Fates) => {
    const set = await setUp({ fates });
    await set.clock.run(set.link.subscribe(AT, 'notification'));
    return set;
  };

  test('a cut frame does not arrive; the link is lost for both', async () => {
    const { clock, link, band, heard } = await subscribed(cutAt(2));
    const reasons: string[] = [];
    link.onClose((reason) => reasons.push(reason));
    expect(await clock.run(codeOf(band.say(AT, ...values(4))))).toBe('disconnected');
    expect([heard, reasons]).toEqual([[0], ['lost']]);
    expect(await codeOf(link.read(AT))).toBe('disconnected');
  });

  test('a frame may arrive and its confirmation not', async () => {
    const { clock, band, heard } = await subscribed(cutAt(2, 'deliver-cut'));
    expect(await clock.run(codeOf(band.say(AT, ...values(4))))).toBe('disconnected');
    expect(heard).toEqual([0, 1]);
  });

  test('values twice, swapped, or with a wrong bit', async () => {
    const twice = await subscribed(duplicateValues);
    await twice.clock.run(twice.band.say(AT, ...values(2)));
    expect(twice.heard).toEqual([0, 0, 1, 1]);
    const swapped = await subscribed(swapValues);
    await swapped.clock.run(swapped.band.say(AT, ...values(5)));
    expect(swapped.heard).toEqual([0, 2, 1, 4, 3]);
    const flipped = await subscribed(flipBit(2, 4));
    await flipped.clock.run(flipped.band.say(AT, ...values(3)));
    expect(flipped.heard).toEqual([0, 17, 2]);
  });

  test('a write may arrive twice', async () => {
    const { clock, link, band } = await setUp({ fates: () => 'duplicate' });
    await clock.run(link.write(AT, Uint8Array.of(7), true));
    expect(band.written).toHaveLength(2);
  });

  test('a write may arrive without its callback', async () => {
    const { clock, link, band } = await setUp({ fates: () => 'no-callback' });
    let told = false;
    link.write(AT, Uint8Array.of(7), true).then(
      () => {
        told = true;
      },
      () => undefined,
    );
    await clock.advance(60_000);
    expect([band.written.length, told]).toEqual([1, false]);
  });
});

describe('the adapter', () => {
  test('off: nothing opens, links end, listeners hear it; on: all again', async () => {
    const { clock, radio, link } = await setUp();
    const log: unknown[] = [];
    link.onClose((reason) => log.push(reason));
    const remove = radio.onAvailable((available) => log.push(available));
    radio.setAvailable(false);
    radio.setAvailable(false);
    expect(await codeOf(radio.open())).toBe('bluetooth-off');
    expect(await codeOf(radio.connect('scripted', 10))).toBe('bluetooth-off');
    radio.setAvailable(true);
    remove();
    radio.setAvailable(false);
    radio.setAvailable(true);
    expect(log).toEqual(['adapter-off', false, true]);
    await radio.open();
    expect(await clock.run(codeOf(radio.connect('scripted', 1000)))).toBe('fine');
  });

  test('a scan hears free bands in range until it is stopped', async () => {
    const { clock, radio, link } = await setUp();
    const names: string[] = [];
    const scan = await radio.scan(({ localName }) => names.push(localName));
    await clock.advance(500);
    expect(names).toEqual([]);
    await link.close();
    await clock.advance(400);
    expect(names).toEqual(['Scripted', 'Scripted']);
    radio.setInRange('scripted', false);
    await clock.advance(400);
    await scan.stop();
    radio.setInRange('scripted', true);
    await clock.advance(400);
    expect(names).toHaveLength(2);
    expect(clock.waiting).toBe(0);
  });
});
