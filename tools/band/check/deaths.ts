/** Apps that die, bands that are told twice to forget, people who walk while a band is read. */

import type { BandKit, KitClause, KitVirtual } from '../../../miniprogram/bands/kit';
import { cutAt } from '../../../miniprogram/bands/virtual/faults';
import { plausibleWalks, seeded, type Walk } from '../../../miniprogram/bands/virtual/walks';
import type { BandDriver, Page } from '../../../miniprogram/protocols/driver';
import { leanWeek, scene } from '../../harness/scene';
import { NOW } from '../../harness/world';
import { type Clause, type Complaint, judge, words } from './clauses';
import { everywhere } from './places';
import { difference, totalOf } from './truth';
import { anew, resumed, stepsOf, survives, troubled, undisturbed, unlike, type Week } from './week';

/** Ends the app at one place; places are counted over all syncs of a week. */
function dyingAt(place: number): (name: string) => void {
  let seen = 0;
  return () => {
    if (seen++ === place) throw new Error('the app died');
  };
}

/** Two days as they are, stored as densely as the band can. */
const busyDays = () => plausibleWalks({ seed: 7, until: NOW - 700, days: 2 });

export const release: Clause = async (kit, virtual, choose) => {
  const complaints: (string | Complaint)[] = [];
  let deaths = 0;
  for (const options of [{}, { dense: true, truth: busyDays() }]) {
    const week = await undisturbed(kit, virtual, options);
    for (const place of stepsOf(week, choose)) {
      deaths++;
      const wrong = await survives(week, `killed at step ${place}`, { step: dyingAt(place) });
      if (wrong) complaints.push(wrong);
    }
    complaints.push(...(await repeated(week)));
  }
  return judge('release', complaints, `killed at each of ${deaths} steps, nothing released unread`);
};

/** Pages let go again with every later one, and once more after the last. */
async function repeated(week: Week): Promise<string[]> {
  const stage = anew(week);
  const pages: Page[] = [];
  const driver: BandDriver = {
    ...week.kit.driver,
    async open(session, context) {
      const run = await week.kit.driver.open(session, context);
      const { identity, battery, sourceClass } = run;
      const next = async () => {
        for (const page of pages) await page.release();
        const page = await run.next();
        if (page) pages.push(page);
        return page;
      };
      return { identity, battery, sourceClass, next };
    },
  };
  const error = await troubled(week, stage, { driver });
  const wrong = error ? words(error) : unlike(stage.kept, week);
  const later = wrong ?? (await resumed(week, stage)) ?? unlike(stage.kept, week);
  return later ? [`released again: ${later}`] : [];
}

/** Someone walks before a sync and at any step of it: nobody forgets what nobody read. */
export const walks: Clause = async (kit, virtual, choose) => {
  const week = await undisturbed(kit, virtual);
  const complaints: Complaint[] = [];
  const steps = stepsOf(week, choose);
  for (const place of steps) {
    const stage = anew(week);
    const walked: Walk[] = [];
    const walk = (steps: number) => {
      stage.band.addSteps(steps);
      walked.push({ at: Math.floor(stage.clock.now() / 1000), steps });
    };
    // What grows meanwhile is a record that was there before, of more than a minute.
    walk(9);
    await stage.clock.advance(60_000);
    let seen = 0;
    const step = () => {
      if (seen++ === place) walk(32);
    };
    const error = await troubled(week, stage, { step });
    await stage.clock.advance(7_200_000);
    const wrong = error
      ? words(error)
      : ((await resumed(week, stage)) ??
        difference(virtual, stage.kept, [...leanWeek(), ...walked]));
    if (wrong) complaints.push({ where: `step ${place}`, wrong, frames: stage.frames });
  }
  return judge('walks', complaints, `someone walked at each of ${steps.length} steps of a sync`);
};

const ROUNDS = 10;
const SEEDS = Array.from({ length: 16 }, (_, nth) => nth + 1);

/** Weeks as they come: walks, clocks, zones and cuts in any order, and every step once. */
export const weeks: Clause = async (kit, virtual, choose = everywhere) => {
  const complaints: Complaint[] = [];
  const seeds = choose(SEEDS);
  for (const seed of seeds) {
    const wrong = await anyWeek(kit, virtual, seed);
    if (wrong) complaints.push({ where: `seed ${seed}`, wrong });
  }
  return judge(
    'weeks',
    complaints,
    `${seeds.length} weeks of walks, clocks, zones and cuts in any order`,
  );
};

/** Clocks of a band that was last set elsewhere, seconds ahead; most are right. */
const CLOCKS = [0, 0, 3600, -3600, 46_800, -46_800, 5000, -700];
const HOME = 28_800;
const ABROAD = -7200;

async function anyWeek(kit: BandKit, virtual: KitVirtual, seed: number): Promise<string | null> {
  const random = seeded(seed);
  const pick = (most: number) => Math.floor(random() * most);
  const keeps = (clause: KitClause) => virtual.limits?.[clause] === undefined;
  // Where a clock is told only once, the hours it was ahead are left to the day's totals.
  const clockError = keeps('corrected') && keeps('steady') ? CLOCKS[pick(CLOCKS.length)]! : 0;
  const stage = scene(kit, virtual, { truth: [], clockError });
  const { clock, band } = stage;
  const walked: Walk[] = [];
  let offsetSeconds = HOME;
  for (let round = 0; round < ROUNDS; round++) {
    await clock.advance(pick(43_200) * 1000);
    for (let count = pick(3); count > 0; count--) {
      walked.push({ at: Math.floor(clock.now() / 1000), steps: 1 + pick(500) });
      band.addSteps(walked.at(-1)!.steps);
      await clock.advance(pick(3000) * 1000);
    }
    if (keeps('zones') && random() < 0.2) offsetSeconds = random() < 0.5 ? HOME : ABROAD;
    const index = stage.radio.frames + pick(80);
    if (random() < 0.7) await stage.once({ fates: cutAt(index), context: { offsetSeconds } });
    // Most syncs of a life find little or nothing.
    for (let quiet = pick(3); quiet > 0; quiet--) await stage.once({ context: { offsetSeconds } });
  }
  await clock.advance(7_200_000);
  const wrong = await resumed({ virtual }, stage);
  const total = walked.reduce((sum, { steps }) => sum + steps, 0);
  if (wrong || 'days' in virtual.remembers) return wrong;
  const told = totalOf(stage.kept);
  return told === total ? null : `${told} steps instead of ${total}`;
}
