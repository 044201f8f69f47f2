/** Whether a sync loses nothing, whatever happens: on the virtual radio, frame by frame. */
import type { BandKit, KitClause, KitVirtual } from '../../../miniprogram/bands/kit';
import { leanWeek, scene } from '../scene';
import { type Clause, judge, limit, type Task, words } from './clauses';
import { release, walks, weeks } from './deaths';
import { battery, callbacks, cuts, losses } from './links';
import {
  futureCursor,
  gridShift,
  restartedTotal,
  retoldNight,
  sentinels,
  unresetTotal,
} from './numbers';
import { clock, corrected, looked, midnight, steady, told, zones } from './time';
import { difference } from './truth';
import { duplicates, flips, shortened, swaps } from './values';

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

export const CLAUSES: Readonly<Record<KitClause, Clause>> = {
  truth,
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
};

/** What the report leaves to the tests: many syncs more, and no band keeps one and not the others. */
const LONG: ReadonlySet<KitClause> = new Set([
  'losses',
  'callbacks',
  'swaps',
  'flips',
  'shortened',
  'steady',
  'zones',
]);

/** The clauses of one virtual band, still to be judged. */
export const syncClauses = (kit: BandKit, virtual: KitVirtual): Task[] =>
  (Object.keys(CLAUSES) as KitClause[])
    .filter((clause) => virtual.limits?.[clause] || !LONG.has(clause))
    .map((clause) => {
      const reason = virtual.limits?.[clause];
      const judge = () => (reason ? limit(clause, reason) : CLAUSES[clause](kit, virtual));
      return { clause, judge };
    });
