import { describe, expect, test } from '@jest/globals';
import { plausibleWalks, type Walk } from '../../../../miniprogram/bands/virtual/walks';
import { createVirtualAirSync } from '../../../../miniprogram/bands/wechat-airsync/virtual/band';
import { type DayKey, dayOf } from '../../../../miniprogram/contract/activity';
import { countDay } from '../../../../miniprogram/contract/counting';
import { createSyncer } from '../../../../miniprogram/services/activity/sync/sync';
import { createVirtualClock } from '../../../../tools/harness/clock';
import { bench, boundBand, MAC } from '../../../helpers/bands';

const BAND = boundBand();
const HOUR = 3600;
/** 21:00 in Shanghai: evenings and nights of several zones are in the data. */
const EVENING = Date.UTC(2026, 10, 22, 13);

const truthOf = (walks: readonly Walk[]): Record<DayKey, number> => {
  const days: Record<DayKey, number> = {};
  for (const { at, steps } of walks) days[dayOf(at)] = (days[dayOf(at)] ?? 0) + steps;
  return days;
};

/** The steps of each board day after one sync every `everyHours` for a day and a half. */
async function synced(phone: number, band: number) {
  const clock = createVirtualClock(EVENING);
  const now = () => Math.floor(clock.now() / 1000);
  const truth = plausibleWalks({ seed: 11, until: now(), days: 3, perDay: 9000 });
  const virtual = createVirtualAirSync({
    deviceId: 'here',
    localName: 'iHealth AM3',
    mac: MAC,
    now,
    truth,
    offsetSeconds: band,
  });
  const { deps, journal } = bench({ clock, bands: [virtual], offsetSeconds: phone });
  const walked = [...truth];
  for (let hours = 0; hours < 36; hours += 3) {
    await clock.run(createSyncer(deps).syncBand(BAND));
    for (let part = 0; part < 18; part++) {
      await clock.advance(600_000);
      virtual.addSteps(30 + part);
      walked.push({ at: now(), steps: 30 + part });
    }
  }
  await clock.run(createSyncer(deps).syncBand(BAND));
  const days: Record<DayKey, number> = {};
  for (const day of (await journal).days(BAND.id)) {
    const source = { source: BAND.id, sourceClass: 'direct' as const };
    days[day] = countDay(day, [{ ...source, ...(await journal).day(BAND.id, day) }]).steps;
  }
  return { days, truth: truthOf(walked) };
}

describe('R13-4 the board day is Asia/Shanghai wherever phone and band are', () => {
  test.each([
    ['phone and band in Shanghai', 8, 8],
    ['phone in London, band as it was', 0, 8],
    ['phone and band in London', 0, 0],
    ['phone and band in Los Angeles', -8, -8],
    ['phone and band in Auckland', 13, 13],
  ])('%s: no step lost, none twice', async (_, phone, band) => {
    const { days, truth } = await synced(phone * HOUR, band * HOUR);
    expect(days).toEqual(truth);
  });
});
