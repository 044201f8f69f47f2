/** Clocks that are wrong, midnights, phones that travel. */
import { isDeepStrictEqual } from 'node:util';
import type { KitVirtual } from '../../../miniprogram/bands/kit';
import { cutAt } from '../../../miniprogram/bands/virtual/faults';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { dayOf } from '../../../miniprogram/contract/activity';
import { leanWeek, type Scene, scene } from '../../harness/scene';
import { NOW } from '../../harness/world';
import { type Clause, type Complaint, judge, limit, words } from './clauses';
import { everywhere } from './places';
import { difference, totalOf } from './truth';
import { anew, framesOf, resumed, troubled, undisturbed, unlike, type Week } from './week';

const DAY = 86_400;
const HOUR = 3600;
/** Clocks that cannot be right: begun anew, at their end, or simply days off. */
const NONSENSE: readonly (readonly [name: string, error: number])[] = [
  ...[1970, 2000, 2038].map((year) => [`${year}`, Date.UTC(year, 0, 19) / 1000 - NOW] as const),
];
const RUNNING = 'a running counter: no times to put right';

export const clock: Clause = async (kit, virtual) => {
  const complaints: Complaint[] = [];
  const hours = [-DAY + 600, -HOUR, HOUR, DAY - 600].map((error) => [`${error} s`, error] as const);
  for (const [name, clockError] of [...NONSENSE, ...hours]) {
    const week = await undisturbed(kit, virtual, { clockError });
    const made = clockError < -DAY || clockError > DAY;
    const wrong = made ? undated(week.stage) : farOff(week.stage);
    const later = wrong ?? (await walkedLater(week, made));
    if (later) complaints.push({ where: name, wrong: later, frames: week.stage.frames });
  }
  return judge('clock', complaints, '1970, 2000, 2038, an hour and a day off; set afterwards');
};

/** Nothing counts whose time is made up. */
function undated({ kept }: Scene): string | null {
  const dated = kept.summary().readings.find(({ steps }) => steps > 0);
  return dated ? `steps are dated ${new Date(dated.start * 1000).toISOString()}` : farOff({ kept });
}

function farOff({ kept }: Pick<Scene, 'kept'>): string | null {
  const { readings, days } = kept.summary();
  const far = readings.find(({ start }) => start > NOW + 2 * DAY || start < NOW - 9 * DAY);
  if (far) return `a reading is dated ${new Date(far.start * 1000).toISOString()}`;
  const odd = days.find(({ day }) => day > dayOf(NOW + 2 * DAY) || day < dayOf(NOW - 9 * DAY));
  return odd ? `a day is dated ${odd.day}` : null;
}

/** The clock was set: what is walked from now on is dated well, and is all there is. */
async function walkedLater(week: Week, alone: boolean): Promise<string | null> {
  const { stage, virtual } = week;
  const before = totalOf(stage.kept);
  await stage.clock.advance(2 * HOUR * 1000);
  const walked = Math.floor(stage.clock.now() / 1000);
  stage.band.addSteps(77);
  await stage.clock.advance(2 * HOUR * 1000);
  await stage.once();
  const { readings, days } = stage.kept.summary();
  const late = readings.some(
    ({ start, seconds, steps }) =>
      steps > 0 && Math.abs(start - walked) <= Math.max(seconds, HOUR) + 300,
  );
  const counted = days.some(({ day, steps }) => day === dayOf(walked) && steps >= 77);
  if (!late && !counted) return 'the clock is not set: what was walked later is dated wrongly';
  const more = totalOf(stage.kept) - before;
  const fits = more === 77 || (counted && more <= 77);
  return !alone || 'days' in virtual.remembers || fits ? null : `${more} steps instead of 77`;
}

/** Data of an unknown time is set aside, and the phone is told so. */
export const told: Clause = async (kit, virtual) => {
  const complaints: Complaint[] = [];
  for (const [name, clockError] of NONSENSE) {
    const { stage } = await undisturbed(kit, virtual, { clockError });
    const reasons = new Set(stage.kept.faults.map(({ reason }) => reason));
    const unknown = ['time-unknown', 'time'].filter((reason) => reasons.delete(reason));
    if (unknown.length === 0) complaints.push({ where: name, wrong: 'nothing is told' });
    for (const other of reasons) complaints.push({ where: name, wrong: `fault ${other}` });
  }
  return judge('told', complaints, '1970, 2000, 2038: set aside as of an unknown time');
};

/** A clock up to a day off is measured, and what it dated put right. */
export const corrected: Clause = async (kit, virtual) => {
  if ('days' in virtual.remembers) return limit('corrected', RUNNING);
  const complaints: Complaint[] = [];
  const truth = leanWeek(5);
  const walked = truth.reduce((sum, { steps }) => sum + steps, 0);
  for (const clockError of [-DAY + 60, -3 * HOUR, 90, 1234, 7 * HOUR, DAY - 60]) {
    const week = await undisturbed(kit, virtual, { clockError, truth });
    const { kept } = week.stage;
    const total = totalOf(kept);
    const counted = total === walked ? null : `${total} steps instead of ${walked}`;
    const placed = whole(virtual, clockError) ? difference(virtual, kept, truth) : null;
    const fault = kept.faults[0] ? `fault ${kept.faults[0].reason}` : null;
    const wrong = counted ?? placed ?? fault ?? (await walkedLater(week, true));
    if (wrong) complaints.push({ where: `${clockError} s`, wrong });
  }
  for (const clockError of [-3 * DAY, 3 * DAY]) {
    const week = await undisturbed(kit, virtual, { clockError, truth });
    const told = week.stage.kept.faults.some(({ reason }) => reason === 'time-unknown');
    const wrong = told ? undated(week.stage) : 'nothing is told';
    if (wrong) complaints.push({ where: `${clockError} s`, wrong });
  }
  return judge('corrected', complaints, 'from a day behind to a day ahead: every step at its time');
};

/** Adding a band, finding it, a look at its heart: what its clock dated is read as if none had been. */
export const looked: Clause = async (kit, virtual) => {
  const complaints: Complaint[] = [];
  for (const clockError of [0, -7 * HOUR - 90, 5 * HOUR + 1234]) {
    const week = await undisturbed(kit, virtual, { clockError });
    const stage = anew(week);
    const look = await stage.once({ context: { looking: true, cursor: null } });
    await stage.clock.advance(20_000);
    const wrong = look.error ?? (await troubled(week, stage)) ?? unlike(stage.kept, week);
    if (wrong)
      complaints.push({ where: `${clockError} s`, wrong: words(wrong), frames: stage.frames });
  }
  return judge('looked', complaints, 'adding or finding the band first changes nothing');
};

/** A wrong clock, and a link that drops: the second reading gives the same times again. */
export const steady: Clause = async (kit, virtual, choose) => {
  if ('days' in virtual.remembers) return limit('steady', RUNNING);
  const week = await undisturbed(kit, virtual, { clockError: 5 * HOUR + 1234, truth: leanWeek(5) });
  const frames = framesOf(week, choose);
  const complaints: Complaint[] = [];
  for (const index of frames) {
    const stage = anew(week);
    await troubled(week, stage, { fates: cutAt(index) });
    await stage.clock.advance(20_000);
    const [error, seen, want] = [await resumed(week, stage), stage.kept, week.stage.kept];
    const same = isDeepStrictEqual(seen.summary().readings, want.summary().readings);
    if (error || !same)
      complaints.push({ where: `frame ${index}`, wrong: error ?? 'other times than before' });
  }
  return judge(
    'steady',
    complaints,
    `five hours off, the link dropped at each of ${frames.length} frames`,
  );
};

/** Whether pieces of a clock that is so far off are whole pieces of time. */
const whole = ({ remembers }: KitVirtual, error: number) =>
  'grainSeconds' in remembers && error % remembers.grainSeconds === 0;

/** A sync takes less. */
const LAST_SECONDS = 20;
const MIDNIGHT = Date.UTC(2026, 10, 22, 16) / 1000;

/** Midnight before, in and after a sync: both days are whole. */
export const midnight: Clause = async (kit, virtual, choose = everywhere) => {
  const complaints: Complaint[] = [];
  // A band may forget its oldest day at midnight, read or not.
  const truth = leanWeek(6);
  const before = choose(Array.from({ length: LAST_SECONDS + 1 }, (_, seconds) => seconds));
  for (const seconds of before) {
    const stage = scene(kit, virtual, { truth });
    const until = (at: number) => stage.clock.advance(at * 1000 - stage.clock.now());
    const walks = [...truth];
    const walk = (steps: number) => {
      stage.band.addSteps(steps);
      walks.push({ at: Math.floor(stage.clock.now() / 1000), steps });
    };
    await until(MIDNIGHT - 300);
    walk(55);
    await until(MIDNIGHT - 60);
    // A running counter begins anew at midnight: what nobody saw of it is gone.
    let error = 'days' in virtual.remembers ? await troubled({ virtual }, stage) : null;
    await until(MIDNIGHT - seconds);
    error ??= await troubled({ virtual }, stage);
    await until(MIDNIGHT + 300);
    walk(66);
    await until(MIDNIGHT + 2 * HOUR);
    error ??= await resumed({ virtual }, stage);
    const wrong = error ? words(error) : difference(virtual, stage.kept, walks, MIDNIGHT);
    if (wrong) complaints.push({ where: `${seconds} s before`, wrong, frames: stage.frames });
  }
  const seen = `a sync at ${before.length} of the last seconds of a day`;
  return judge('midnight', complaints, seen);
};

/** Hours east of UTC. */
const ZONES = [0, -8, 13];
/** A dialogue of fewer frames is cut at each in every zone, else in one after the other. */
const FEW_FRAMES = 40;

/** The phone is carried to another zone in the middle of a sync, and home again. */
export const zones: Clause = async (kit, virtual, choose) => {
  const complaints: Complaint[] = [];
  const week = await undisturbed(kit, virtual);
  const frames = framesOf(week, choose);
  const inTurn = week.stage.frames.length >= FEW_FRAMES;
  for (const [which, hours] of ZONES.entries()) {
    for (const [nth, index] of frames.entries()) {
      if (inTurn && nth % ZONES.length !== which) continue;
      const stage = scene(kit, virtual);
      await troubled(week, stage);
      const walked: Walk[] = [];
      for (let count = 1; count <= 6; count++) {
        await stage.clock.advance(HOUR * 1000);
        walked.push({ at: Math.floor(stage.clock.now() / 1000), steps: 40 + count });
        stage.band.addSteps(40 + count);
      }
      await stage.clock.advance(2 * HOUR * 1000);
      await troubled(week, stage, { fates: cutAt(stage.radio.frames + index) });
      const error = await troubled(week, stage, { context: { offsetSeconds: hours * HOUR } });
      const home = error ? words(error) : await resumed(week, stage);
      const wrong = home ?? difference(virtual, stage.kept, [...leanWeek(), ...walked]);
      if (wrong) complaints.push({ where: `${hours} h, frame ${index}`, wrong });
    }
  }
  return judge(
    'zones',
    complaints,
    `to one of three zones at each of ${frames.length} frames, and home again`,
  );
};
