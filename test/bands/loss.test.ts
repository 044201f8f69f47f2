/**
 * No step is lost or made up, whatever the link, the band, the app, values, clocks and people do:
 * every driver, every virtual band, every clause, at one of every six of the places that
 * `npm run band -- check all --all` has, drawn anew for each run. Judged in threads of their own,
 * which are quicker; `-t <id>` judges that protocol only, and `TEST_SEED` what a run with it judged.
 */
import { afterAll } from '@jest/globals';
import type { KitClause, KitVirtual } from '../../miniprogram/bands/kit';
import type { Finding } from '../../tools/band/check/check';
import { openPool, type Pool } from '../../tools/band/check/pool';
import { CLAUSES } from '../../tools/band/check/sync';
import { describeLoss, KITS, seedOf } from '../helpers/loss';

const clauses = Object.keys(CLAUSES) as KitClause[];
let pool: Promise<Pool> | null = null;

afterAll(async () => {
  await (await pool)?.close();
});

/** The findings of one virtual band, in the order asked for; judging begins with the first test. */
function judging(id: string, virtual: KitVirtual) {
  const found = new Map<KitClause, Promise<Finding>>();
  const begin = () => {
    pool ??= openPool();
    const asks = clauses.map((clause) => {
      return { id, band: virtual.name, clause, seed: seedOf(virtual, clause) };
    });
    const findings = pool.then((open) => open.judge(asks));
    let before: Promise<unknown> = findings;
    for (const clause of clauses) {
      const finding = before.then(async () => (await (await findings).next()).value as Finding);
      found.set(clause, finding);
      before = finding;
    }
  };
  return { begin, judge: (clause: KitClause) => found.get(clause)! };
}

for (const kit of KITS) {
  for (const virtual of kit.virtuals) {
    const { begin, judge } = judging(kit.driver.id, virtual);
    describeLoss(kit, virtual, clauses, judge, begin);
  }
}
