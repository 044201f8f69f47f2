import type { Fates } from '../../../miniprogram/bands/virtual/faults';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import { plausibleWalks, type Walk } from '../../../miniprogram/bands/virtual/walks';
import { wechatAirsync } from '../../../miniprogram/bands/wechat-airsync/driver';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual/band';
import type { VirtualAirSyncOptions } from '../../../miniprogram/bands/wechat-airsync/virtual/options';
import { dayOf } from '../../../miniprogram/contract/activity';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { createVirtualClock } from '../../../tools/harness/clock';
import { Kept, type SyncOptions, sync } from '../../../tools/harness/sync';

export const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
export const WEEK = plausibleWalks({ seed: 1, until: NOON });
export const SESSION_KEY = fromHex('101112131415161718191a1b1c1d1e1f')!;
export const DAY_AND_A_HALF = plausibleWalks({ seed: 2, until: NOON, days: 2 });

export function setUp(options: Partial<VirtualAirSyncOptions> = {}, fates?: Fates) {
  const clock = createVirtualClock(NOON * 1000);
  const band = createVirtualAirSync({
    deviceId: 'band',
    localName: 'Mambo',
    mac: '001A7DDA7113',
    now: () => clock.now() / 1000,
    ...options,
  });
  const radio = createVirtualRadio({ clock, bands: [band], ...(fates ? { fates } : {}) });
  const kept = new Kept();
  const run = (more: Partial<SyncOptions> = {}) =>
    clock.run(sync({ clock, radio, deviceId: 'band', driver: wechatAirsync, kept, ...more }));
  return { clock, band, radio, kept, run };
}

/** Steps of each day as they were walked. */
export function totalsOf(walks: readonly Walk[]) {
  const days = new Map<number, number>();
  for (const { at, steps } of walks) days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + steps);
  return [...days].map(([day, steps]) => ({ day, steps }));
}

/** Steps of each day as the readings have them. */
export const readingTotals = (kept: Kept) =>
  totalsOf(kept.summary().readings.map(({ start, steps }) => ({ at: start, steps })));

/** What an undisturbed sync of this truth keeps. */
export async function undisturbed(options: Partial<VirtualAirSyncOptions>) {
  const { run, kept, radio } = setUp(options);
  await run();
  return { summary: kept.summary(), frames: radio.frames };
}

export const failed = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  return null;
};
