/** The loss-proof suite as tests: a virtual band, its clauses, and why it cannot keep some. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { BandKit, KitClause, KitVirtual } from '../../miniprogram/bands/kit';
import { DRIVERS } from '../../miniprogram/bands/registry';
import type { Verdict } from '../../tools/band/check/clauses';
import { drawn } from '../../tools/band/check/places';
import { CLAUSES } from '../../tools/band/check/sync';
import { kitPath } from '../../tools/harness/kits';
import { AGAIN, ALL, SEED } from './seed';

const NAMES: Readonly<Record<KitClause, string>> = {
  truth: 'R1-1 a week as it was walked, the same twice',
  scattered: 'a week of minutes far apart, each a piece of its own',
  shows: 'its clock shows local time, its goal is ours, it can be found',
  identity: 'it is known again, and no other taken for it',
  progress: 'R11-1 progress never goes back',
  cuts: 'R11-2 the link drops before and after any frame',
  losses: 'R11-4 any frame is lost, and every seventeenth',
  callbacks: 'R11-4 write callbacks that never come, and writes that are repeated',
  battery: 'the band dies at any step, and is back later',
  release: 'R11-3 the app dies at any step; pages are released again',
  walks: 'someone walks at any step',
  weeks: 'weeks of walks, clocks, zones and cuts in any order',
  duplicates: 'every value arrives twice',
  swaps: 'any two values swap places',
  flips: 'R11-7 one bit is wrong in any frame, once or whenever it is said',
  corrupt: 'R11-7 one frame in 500 is damaged: only its own data is missing, and it is read again',
  shortened: 'R11-7 any value is cut short, once or whenever it is said',
  clock: 'R13-7 the clock shows 1970, 2000, 2038, or is a day off',
  told: 'R13-7 data of an unknown time is told',
  corrected: 'R13-7 a clock up to a day off is corrected',
  steady: 'R13-7 a clock is off and the link drops anywhere',
  looked: 'R13-7 it is looked at before it is read',
  midnight: 'R13-2 midnight passes',
  zones: 'R13-4 the phone travels in the middle of a sync',
  sentinels: 'R12-1 it says that it has no value',
  'restarted-total': 'R12-3 its total begins anew within a day',
  'unreset-total': 'R13-2 its total begins anew in the morning',
  'retold-night': 'a night is told anew',
  'future-cursor': 'R13-7 the phone’s clock was ahead at one sync',
  'grid-shift': 'the same time is told on another grid',
  'split-advertisement': 'it is one line and the right model, though it says its name apart',
  'late-table': 'R11-4 the phone knows its services late and part by part',
  'event-order': 'R11-4 phones tell ends twice or never, and Bluetooth goes off under a link',
  'write-default': 'R11-4 every write says its kind, and one that is refused is done otherwise',
  'optional-reads': 'R11-4 what it need not tell is refused or never answered',
};

/** The seed of a clause of a band; null where all places are judged, as one of them has to show a limit. */
export const seedOf = ({ limits }: KitVirtual, clause: KitClause): number | null =>
  ALL || limits?.[clause] ? null : SEED + Object.keys(CLAUSES).indexOf(clause);

type Judged = Pick<Verdict, 'passed' | 'detail'> & { said?: string[] };
type Judge = (clause: KitClause) => Promise<Judged>;

/**
 * Holds a virtual band to these clauses, here unless `judge` does; a limit must still be one.
 * `begin` runs before the first of them, where any is asked for.
 */
export function describeLoss(
  kit: BandKit,
  virtual: KitVirtual,
  clauses: readonly KitClause[],
  judge: Judge = (clause) => CLAUSES[clause](kit, virtual, drawn(seedOf(virtual, clause))),
  begin?: () => void,
) {
  describe(`${kit.driver.id}, ${virtual.name}`, () => {
    if (begin) beforeAll(begin);
    for (const clause of clauses) {
      const reason = virtual.limits?.[clause];
      const unchecked = clause === 'flips' && !reason ? kit.unchecked : undefined;
      const but = unchecked ? ` (not in all: ${unchecked.why})` : '';
      const name = NAMES[clause] + (reason ? `: not kept, as ${reason}` : but);
      test(name, async () => {
        const { passed, detail, said } = await judge(clause);
        if (reason) expect(passed).not.toBe(true);
        // What a protocol has nothing of cannot be lost; the report prints the same reason.
        else if (passed === null) expect(detail).not.toBe('');
        else expect(passed ? null : { detail, said, again: AGAIN }).toBeNull();
      });
    }
  });
}

/** The kit of every driver in the list; a driver without one fails here. */
export const KITS: readonly BandKit[] = DRIVERS.map(
  ({ id }) => (require(kitPath(id)) as { kit: BandKit }).kit,
);
