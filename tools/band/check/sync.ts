/** Whether a sync loses nothing, whatever happens: on the virtual radio, frame by frame. */
import type { BandKit, KitClause, KitVirtual } from '../../../miniprogram/bands/kit';
import { cutAt, duplicateValues } from '../../../miniprogram/ble/virtual-faults';
import { dayOf } from '../../../miniprogram/contract/activity';
import { leanWeek, NOW, type Scene, type SceneOptions, scene } from '../scene';
import { judge, limit, type Verdict, words } from './clauses';
import { difference } from './truth';

const DAY = 86_400;
/** A phone tries again; a band that needs more tries than this has lost something. */
const TRIES = 3;

type Clause = (kit: BandKit, virtual: KitVirtual) => Promise<Verdict>;

/** Syncs until one is whole, or why none was. */
async function untilDone(stage: Scene, virtual: KitVirtual): Promise<unknown> {
  let error: unknown = null;
  let left = virtual.pairsApart ? 2 : 1;
  for (let nth = 0; nth < TRIES && left > 0; nth++) {
    error = (await stage.once()).error ?? null;
    if (error === null) left--;
  }
  return error;
}

/** What went wrong with one interrupted week, or null. */
async function resumes(stage: Scene, virtual: KitVirtual): Promise<string | null> {
  const error = await untilDone(stage, virtual);
  if (error !== null) return `does not recover: ${words(error)}`;
  return difference(virtual, stage.kept, leanWeek());
}

const truth: Clause = async (kit, virtual) => {
  const stage = scene(kit, virtual);
  if (virtual.pairsApart) await stage.once();
  const { run, error } = await stage.once();
  if (!run) return judge('truth', [words(error)], '');
  const complaints: string[] = [];
  const wrong = difference(virtual, stage.kept, leanWeek());
  if (wrong) complaints.push(wrong);
  if (run.identity.serial === '') complaints.push('the band has no serial');
  if (stage.kept.faults.length > 0) complaints.push(`fault ${stage.kept.faults[0]!.reason}`);
  const again = (await stage.once()).error;
  if (again) complaints.push(`the second sync: ${words(again)}`);
  const twice = difference(virtual, stage.kept, leanWeek());
  if (twice) complaints.push(`after a second sync ${twice}`);
  return judge('truth', complaints, `a week in ${stage.frames.length} frames, the same twice`);
};

const cuts: Clause = async (kit, virtual) => {
  const whole = scene(kit, virtual);
  await whole.once();
  const frames = whole.radio.frames;
  const complaints: string[] = [];
  for (let index = 0; index < frames && complaints.length < 5; index++) {
    for (const when of ['cut', 'deliver-cut'] as const) {
      const stage = scene(kit, virtual);
      await stage.once({ fates: cutAt(index, when) });
      const wrong = await resumes(stage, virtual);
      if (wrong) complaints.push(`${when} at frame ${index}: ${wrong}`);
    }
  }
  return judge('cuts', complaints, `the link dropped before and after each of ${frames} frames`);
};

const release: Clause = async (kit, virtual) => {
  const complaints: string[] = [];
  let deaths = 0;
  for (const place of ['opened', 'read', 'kept', 'released']) {
    for (let nth = 1; nth <= 4; nth++) {
      const stage = scene(kit, virtual);
      let seen = 0;
      let died = false;
      await stage.once({
        step: (name) => {
          if (name !== place || ++seen !== nth) return;
          died = true;
          throw new Error('the app died');
        },
      });
      if (!died) break;
      deaths++;
      const wrong = await resumes(stage, virtual);
      if (wrong) complaints.push(`killed when ${place} (${nth}): ${wrong}`);
    }
  }
  return judge('release', complaints, `killed at ${deaths} steps, nothing released unread`);
};

const duplicates: Clause = async (kit, virtual) => {
  const stage = scene(kit, virtual);
  if (virtual.pairsApart) await stage.once({ fates: duplicateValues });
  const { error } = await stage.once({ fates: duplicateValues });
  const wrong = error ? words(error) : difference(virtual, stage.kept, leanWeek());
  return judge('duplicates', wrong ? [wrong] : [], 'every value twice changes nothing');
};

const clock: Clause = async (kit, virtual) => {
  const complaints: string[] = [];
  for (const [name, year] of [
    ['1970', 1970],
    ['2000', 2000],
    ['2038', 2038],
  ] as const) {
    const shown = Date.UTC(year, 0, 19) / 1000;
    const wrong = await wrongClock(kit, virtual, { clockError: shown - NOW });
    if (wrong) complaints.push(`${name}: ${wrong}`);
  }
  for (const clockError of [-3600, 3600, -DAY + 600, DAY - 600]) {
    const wrong = await wrongClock(kit, virtual, { clockError });
    if (wrong) complaints.push(`off by ${clockError} s: ${wrong}`);
  }
  return judge('clock', complaints, '1970, 2000, 2038, an hour and a day off; set afterwards');
};

/** No reading far from now, and what is walked after the clock was set is dated well. */
async function wrongClock(
  kit: BandKit,
  virtual: KitVirtual,
  options: SceneOptions,
): Promise<string | null> {
  const stage = scene(kit, virtual, options);
  const error = await untilDone(stage, virtual);
  if (error !== null) return words(error);
  for (const { start } of stage.kept.summary().readings) {
    if (start > NOW + 2 * DAY || start < NOW - 9 * DAY) {
      return `a reading is dated ${new Date(start * 1000).toISOString()}`;
    }
  }
  await stage.clock.advance(7_200_000);
  const walked = Math.floor(stage.clock.now() / 1000);
  stage.band.addSteps(77);
  await stage.clock.advance(7_200_000);
  await stage.once();
  const { readings, days } = stage.kept.summary();
  const late = readings.some(
    ({ start, seconds, steps }) =>
      steps > 0 && Math.abs(start - walked) <= Math.max(seconds, 3600) + 300,
  );
  const counted = days.some(({ day, steps }) => day === dayOf(walked) && steps >= 77);
  return late || counted ? null : 'the clock is not set: what was walked later is dated wrongly';
}

const CLAUSES: readonly (readonly [KitClause, Clause])[] = [
  ['truth', truth],
  ['cuts', cuts],
  ['release', release],
  ['duplicates', duplicates],
  ['clock', clock],
];

/** The clauses of one virtual band, one after the other. */
export async function* syncClauses(kit: BandKit, virtual: KitVirtual): AsyncGenerator<Verdict> {
  for (const [name, clause] of CLAUSES) {
    const reason = virtual.limits?.[name];
    yield reason ? limit(name, reason) : await clause(kit, virtual);
  }
}
