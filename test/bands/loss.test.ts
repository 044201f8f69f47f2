/**
 * No step is lost or made up, whatever the link, the band, the app, values, clocks and people do:
 * every driver, every virtual band, every clause. Judged in threads of their own, which are quicker.
 */
import { afterAll } from '@jest/globals';
import type { KitClause } from '../../miniprogram/bands/kit';
import type { Finding } from '../../tools/band/check/check';
import { judgeAll } from '../../tools/band/check/pool';
import { CLAUSES } from '../../tools/band/check/sync';
import { describeLoss, KITS } from '../support/loss';

const clauses = Object.keys(CLAUSES) as KitClause[];
const asks = KITS.flatMap(({ driver: { id }, virtuals }) =>
  virtuals.flatMap(({ name }) => clauses.map((clause) => ({ id, band: name, clause }))),
);
const findings = judgeAll(asks);
const found: Finding[] = [];

/** The findings come in the order asked for. */
async function findingOf(nth: number): Promise<Finding> {
  while (found.length <= nth) found.push((await findings.next()).value as Finding);
  return found[nth]!;
}

afterAll(async () => {
  await findings.return(undefined);
});

for (const kit of KITS) {
  for (const virtual of kit.virtuals) {
    describeLoss(kit, virtual, clauses, (clause) =>
      findingOf(
        asks.findIndex(
          (ask) => ask.id === kit.driver.id && ask.band === virtual.name && ask.clause === clause,
        ),
      ),
    );
  }
}
