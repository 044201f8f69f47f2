/** Whole dialogues of driver and virtual band. */
import { describe, expect, test } from '@jest/globals';
import { huawei } from '../../../miniprogram/bands/huawei/driver';
import { advertisementOf } from '../../../miniprogram/bands/virtual/radio';
import { dayOf } from '../../../miniprogram/contract/activity';
import { minutesOf, NIGHT, NOW, WEEK, world } from './support';

const TRUTH = minutesOf(WEEK);
const TODAY = TRUTH.filter(([at]) => dayOf(at) === dayOf(NOW)).reduce((sum, [, n]) => sum + n, 0);

describe('a week', () => {
  test.each([
    ['plain, version 1', {}],
    ['plain, version 2', { version: 2 as const }],
    ['plain, old band with values of 20', { payload: 20 }],
    ['plain, small slices', { sliceSize: 64 }],
    ['plain, GCM', { method: 'gcm' as const }],
    ['HiChain', { mode: 'hichain' as const }],
    [
      'HiChain, GCM, version 3',
      { mode: 'hichain' as const, method: 'gcm' as const, version: 3 as const },
    ],
    ['every minute stored', { dense: true }],
  ])('%s: pair, log in, read: what was walked, minute by minute', async (_name, options) => {
    const { sync, steps, kept, band } = world({ ...options, sleep: [NIGHT] });
    const { error, run, pages } = await sync({ context: { goal: 9000 } });
    expect(error).toBeNull();
    expect(run?.identity).toEqual({ serial: 'VRT4602917385', firmware: '1.0.0' });
    expect(run?.battery).toBe(77);
    expect(steps()).toEqual(TRUTH);
    expect([...kept.days.values()]).toMatchObject([{ day: 20261122, at: NOW, steps: TODAY }]);
    expect(kept.summary().sleep).toEqual([
      { start: NOW - 36_000, seconds: 2400, stage: 'light' },
      { start: NOW - 36_000 + 2400, seconds: 1200, stage: 'awake' },
      { start: NOW - 36_000 + 3600, seconds: 5400, stage: 'deep' },
    ]);
    expect(kept.faults).toEqual([]);
    const progress = pages.map((page) => page.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(band.paired).toBe(true);
    expect(band.goal).toBe(9000);
  });

  test('the next sync reads from the last slot on, and finds what was walked since', async () => {
    const { sync, steps, band, radio, clock } = world();
    await sync();
    const first = radio.frames;
    await clock.advance(3_600_000);
    band.addSteps(90);
    const again = await sync();
    expect(again.error).toBeNull();
    expect(radio.frames - first).toBeLessThan(first / 3);
    expect(steps()).toEqual([...TRUTH, [NOW + 3600, 90]]);
  });

  test('a band that asks for time between two writes gets it, once it has said so', async () => {
    const { sync, steps, radio, clock } = world({ intervalMs: 70, payload: 20 });
    const writes: number[] = [];
    radio.setFates(({ operation }) => {
      if (operation === 'write') writes.push(clock.now());
      return 'deliver';
    });
    expect((await sync()).error).toBeNull();
    const gaps = writes.slice(1).map((at, index) => at - writes[index]!);
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(70);
    expect(steps()).toEqual(TRUTH);
  });

  test('progress tells days, and a release may be repeated', async () => {
    const { pages } = await world().sync();
    const days = pages.map((page) => page.days);
    expect(days[0]).toEqual({ done: 1, of: 7 });
    expect(days.at(-1)).toEqual({ done: 7, of: 7 });
    for (const page of pages) await page.release();
  });
});

describe('pairing', () => {
  test('the second connection needs no bond, and with HiChain no maker key at all', async () => {
    const plain = world();
    await plain.sync();
    const kept = plain.pocket.text;
    await plain.sync();
    expect(plain.pocket.text).toBe(kept);

    const chain = world({ mode: 'hichain' });
    await chain.sync();
    const noKey = { vendorAuth: () => Promise.reject(new Error('no key')) };
    expect((await chain.sync({ context: noKey })).error).toBeNull();
  });

  test('a band paired with another phone says so', async () => {
    const { sync, pocket } = world();
    await sync();
    pocket.text = null;
    expect((await sync()).error).toMatchObject({ name: 'BandError', code: 'refused' });
  });

  test('a band that was reset is paired again: plainly at once, HiChain at the second try', async () => {
    const plain = world();
    await plain.sync();
    plain.band.reset();
    expect((await plain.sync()).error).toBeNull();

    const chain = world({ mode: 'hichain' });
    await chain.sync();
    chain.band.reset();
    expect((await chain.sync()).error).toMatchObject({ name: 'BandError', code: 'refused' });
    expect((await chain.sync()).error).toBeNull();
  });

  test('a HiChain band that answers without greeting has forgotten us, too', async () => {
    let forgot = false;
    const other = (body: Uint8Array) => {
      const text = String.fromCharCode(...body);
      const at = forgot ? text.indexOf('isoSalt') : -1;
      return at < 0 ? body : body.map((byte, index) => (index === at ? 0x78 : byte));
    };
    const { sync } = world({ mode: 'hichain', tamper: other });
    await sync();
    forgot = true;
    expect((await sync()).error).toMatchObject({ name: 'BandError', code: 'refused' });
    forgot = false;
    const noKey = { vendorAuth: () => Promise.reject(new Error('no key')) };
    expect((await sync({ context: noKey })).error).toMatchObject({ code: 'needs-key' });
    expect((await sync()).error).toBeNull();
  });

  test('keys that no longer fit are refused, not garbage', async () => {
    const { sync, pocket } = world();
    await sync();
    pocket.text = pocket.text!.replace(/;[0-9a-f]{32};/, `;${'5a'.repeat(16)};`);
    const { error } = await sync();
    expect(error).toMatchObject({ name: 'BandError' });
    expect(['refused', 'no-answer']).toContain((error as { code: string }).code);
  });

  test.each([
    ['the maker has no key', { vendorAuth: () => Promise.reject(new Error('none')) }, 'needs-key'],
    ['the answer is nonsense', { vendorAuth: async () => 'ff' }, 'needs-key'],
    ['the key is not this make’s', { vendorAuth: async () => 'ab'.repeat(64) }, 'no-answer'],
    ['another band was meant', { expectedSerial: 'OTHER' }, 'other-band'],
  ])('%s', async (_name, context, code) => {
    const { sync, band } = world();
    expect((await sync({ context })).error).toMatchObject({ name: 'BandError', code });
    expect(band.paired).toBe(code === 'other-band');
  });

  test('an iPhone hides the address: no plain pairing, but HiChain', async () => {
    const deviceId = '8A1F0C52-77B1-4B3C-9C61-0A4C5D0C1E11';
    const plain = await world({ deviceId }).sync();
    expect(plain.error).toMatchObject({ code: 'needs-key' });
    const chain = world({ deviceId, mode: 'hichain', serial: null });
    const { error, run } = await chain.sync();
    expect(error).toBeNull();
    expect(run?.identity.serial).toMatch(/^[0-9A-F]{32}$/);
  });

  test('a phone that cannot keep keys does not bond', async () => {
    const { sync, band } = world();
    const secret = { get: () => null, set: () => Promise.reject(new Error('full')) };
    expect((await sync({ context: { secret } })).error).toMatchObject({ message: 'full' });
    expect(band.paired).toBe(false);
  });
});

describe('recognition', () => {
  test('its names and service, and only its characteristics', () => {
    const { band } = world();
    expect(advertisementOf(band).localName.startsWith('HONOR Band 5-')).toBe(true);
    expect(huawei.match.names).toContain('Honor Band 5-');
    expect(huawei.serialOf()).toBeNull();
    expect(huawei.accepts(band.gatt)).toBe(true);
    expect(huawei.accepts(band.gatt.slice(1))).toBe(false);
  });
});

describe('clocks', () => {
  const HOUR = 3600;
  test('an interrupted sync of a wrong clock goes on as it began', async () => {
    const { sync, steps } = world({ clockError: -1200 });
    await sync({ dieAt: 3 });
    expect(steps().length).toBeLessThan(TRUTH.length);
    await sync();
    expect(steps()).toEqual(TRUTH);
  });

  test.each([
    ['two days ahead', 48 * HOUR],
    ['two days behind', -48 * HOUR],
  ])('%s: set, and nothing with a made-up time is kept', async (_name, clockError) => {
    const { sync, steps, band, clock } = world({ clockError });
    const { error } = await sync();
    expect(error).toBeNull();
    expect(band.clockError).toBe(0);
    expect(steps()).toEqual([]);
    await clock.advance(60_000);
    band.addSteps(50);
    expect((await sync()).error).toBeNull();
    // Two days ahead: what it dates now may be what it dated then, so only totals count until then.
    expect(steps()).toEqual(clockError === 48 * HOUR ? [] : [[NOW + 60, 50]]);
  });

  test('steps of an unknown time are told', async () => {
    const { sync, kept } = world({ clockError: -48 * HOUR });
    await sync();
    expect(new Set(kept.faults.map(({ reason }) => reason))).toEqual(new Set(['time-unknown']));
  });
});
