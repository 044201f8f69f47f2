/** Whether a sync loses nothing, whatever happens: on the virtual radio, frame by frame. */
import type { BandKit, KitClause, KitVirtual } from '../../../miniprogram/bands/kit';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { leanWeek, scene } from '../../harness/scene';
import { NOW } from '../../harness/world';
import { type Clause, type Complaint, judge, limit, type Task, words } from './clauses';
import { corrupt } from './corrupt';
import { release, walks, weeks } from './deaths';
import { LINK } from './link';
import { battery, callbacks, cuts, losses } from './links';
import {
  futureCursor,
  gridShift,
  restartedTotal,
  retoldNight,
  sentinels,
  unresetTotal,
} from './numbers';
import { identity, progress, shows } from './phone';
import { type Choose, everywhere, few } from './places';
import { clock, corrected, looked, midnight, steady, told, zones } from './time';
import { difference } from './truth';
import { duplicates, flips, shortened, swaps } from './values';
import { undisturbed } from './week';

const truth: Clause = async (kit, virtual) => {
  const stage = scene(kit, virtual);
  if (virtual.pairsApart) await stage.once();
  const { run, error } = await stage.once();
  if (!run) return judge('truth', [{ where: '', wrong: words(error), frames: stage.frames }], '');
  const complaints: (string | Complaint)[] = [];
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

/** A minute's walk every so often: where a band stores no idle minute, each is a piece of its own. */
const PIECES = 250;
const APART = 37 * 60;
const scatteredWeek: Walk[] = Array.from({ length: PIECES }, (_, nth) => ({
  at: NOW - (PIECES - nth) * APART,
  steps: 40 + (nth % 60),
}));

const scattered: Clause = async (kit, virtual) => {
  const { stage } = await undisturbed(kit, virtual, { truth: scatteredWeek, sleep: false });
  const wrong = difference(virtual, stage.kept, scatteredWeek);
  const { length } = stage.frames;
  return judge('scattered', wrong ? [wrong] : [], `${PIECES} pieces in ${length} frames`);
};

export const CLAUSES: Readonly<Record<KitClause, Clause>> = {
  truth,
  scattered,
  shows,
  identity,
  progress,
  cuts,
  losses,
  callbacks,
  battery,
  release,
  walks,
  weeks,
  duplicates,
  swaps,
  flips,
  shortened,
  corrupt,
  clock,
  told,
  corrected,
  steady,
  looked,
  sentinels,
  'restarted-total': restartedTotal,
  'unreset-total': unresetTotal,
  'retold-night': retoldNight,
  'future-cursor': futureCursor,
  'grid-shift': gridShift,
  midnight,
  zones,
  ...LINK,
};

/** What the report tries in a few places only, `--all` in as many as `Clause` has them. */
const LONG: ReadonlySet<KitClause> = new Set([
  'losses',
  'callbacks',
  'swaps',
  'flips',
  'shortened',
  'corrupt',
  'steady',
  'zones',
]);

const FEW_PLACES = 4;
/** A dialogue of hundreds of frames repeats itself. */
const FIRST: Partial<Record<KitClause, number>> = { cuts: 70, weeks: 8 };
/** Variants of a kit's first virtual band differ from it in few frames. */
const VARIANT: Partial<Record<KitClause, number>> = { cuts: 24, release: 8, walks: 8, weeks: 3 };

function inReport(clause: KitClause, first: boolean): Choose {
  const places = LONG.has(clause) ? FEW_PLACES : (first ? FIRST : VARIANT)[clause];
  return places === undefined ? everywhere : few(places);
}

/** The clauses of one virtual band, still to be judged; `whole`: not in a few places only. */
export const syncClauses = (kit: BandKit, virtual: KitVirtual, whole: boolean): Task[] =>
  (Object.keys(CLAUSES) as KitClause[]).map((clause) => {
    const reason = virtual.limits?.[clause];
    const choose = whole ? everywhere : inReport(clause, kit.virtuals[0] === virtual);
    const judge = () => (reason ? limit(clause, reason) : CLAUSES[clause](kit, virtual, choose));
    return { clause, judge };
  });
