/** A week of a virtual Huawei band, and the phone that syncs it. */

import { huawei } from '../../../miniprogram/bands/huawei/driver';
import type { SleepPiece } from '../../../miniprogram/bands/huawei/history/sleep-block';
import { createVirtualHuawei } from '../../../miniprogram/bands/huawei/virtual/band';
import {
  testVendorAuth,
  type VirtualHuawei,
  type VirtualHuaweiOptions,
} from '../../../miniprogram/bands/huawei/virtual/options';
import type { Fates } from '../../../miniprogram/bands/virtual/faults';
import { createVirtualRadio, type VirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import { plausibleWalks, seeded, type Walk } from '../../../miniprogram/bands/virtual/walks';
import type {
  BandDriver,
  DriverContext,
  Page,
  Run,
  SecretStore,
} from '../../../miniprogram/protocols/driver';
import { createVirtualClock, type VirtualClock } from '../../../tools/harness/clock';
import { Kept, sync as syncBand } from '../../../tools/harness/sync';

export const NOW = Date.UTC(2026, 10, 22, 4) / 1000;
export const WEEK = plausibleWalks({ seed: 7, until: NOW - 1800, days: 7 });
/** Last night: 40 minutes light, 20 awake, 90 deep. */
export const NIGHT: SleepPiece[] = [
  { stage: 'light', start: NOW - 36_000, minutes: 40 },
  { stage: 'deep', start: NOW - 36_000 + 3600, minutes: 90 },
];

/** A phone's storage of one pairing. */
export class Pocket implements SecretStore {
  text: string | null = null;
  get = () => this.text;
  set = async (value: string) => {
    this.text = value;
  };
}

export interface Synced {
  run: Run | null;
  pages: Page[];
  /** Why it ended early, or null. */
  error: unknown;
}

export interface Wishes {
  context?: Partial<DriverContext>;
  /** The app dies when so many pages are durable … */
  dieAt?: number;
  /** … before or after the last one is released. */
  dieAfter?: 'kept' | 'released';
}

export interface World {
  clock: VirtualClock;
  band: VirtualHuawei;
  radio: VirtualRadio;
  kept: Kept;
  pocket: Pocket;
  /** One sync as the app does it. Never rejects. */
  sync(wishes?: Wishes): Promise<Synced>;
  /** Steps by minute. */
  steps(): [start: number, steps: number][];
}

export function world(options: Partial<VirtualHuaweiOptions> = {}, fates?: Fates): World {
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const band = createVirtualHuawei({ now, truth: WEEK, ...options });
  const radio = createVirtualRadio({ clock, bands: [band], ...(fates ? { fates } : {}) });
  const kept = new Kept();
  const pocket = new Pocket();
  const next = seeded(1);
  const random = (bytes: number) =>
    Uint8Array.from({ length: bytes }, () => Math.floor(next() * 256));

  async function sync({ context, dieAt, dieAfter = 'kept' }: Wishes = {}): Promise<Synced> {
    const result: Synced = { run: null, pages: [], error: null };
    let durable = 0;
    const step = (name: string) => {
      if (name === 'kept') durable++;
      if (name === dieAfter && durable === dieAt) throw new Error('the app died');
    };
    const work = syncBand({
      radio,
      clock,
      deviceId: band.deviceId,
      driver: watched(result),
      kept,
      step,
      context: { random, vendorAuth: testVendorAuth, secret: pocket, ...context },
    });
    await clock.run(
      work.then(
        () => undefined,
        (error: unknown) => {
          result.error = error;
        },
      ),
    );
    return result;
  }

  const steps = () =>
    kept.summary().readings.map(({ start, steps }): [number, number] => [start, steps]);
  return { clock, band, radio, kept, pocket, sync, steps };
}

/** The driver, with its run and pages written down. */
const watched = (result: Synced): BandDriver => ({
  ...huawei,
  async open(session, context) {
    const run = await huawei.open(session, context);
    result.run = run;
    const next = async () => {
      const page = await run.next();
      if (page) result.pages.push(page);
      return page;
    };
    const { identity, battery, sourceClass } = run;
    return { identity, battery, sourceClass, next };
  },
});

/** Steps by minute of walks of at most 110 steps a minute, as a band counts them. */
export function minutesOf(walks: readonly Walk[]): [start: number, steps: number][] {
  const minutes = new Map<number, number>();
  for (const { at, steps } of walks) {
    let minute = at - (at % 60);
    for (let rest = steps; rest > 0; rest -= 110, minute += 60) {
      minutes.set(minute, (minutes.get(minute) ?? 0) + Math.min(rest, 110));
    }
  }
  return [...minutes].sort(([a], [b]) => a - b);
}
