import type { BandKit } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { cardOf } from '../../../miniprogram/protocols/index';
import { allKits, kitOf } from '../../harness/kits';
import { type Finding, tasksOf } from '../check/check';
import { openPool } from '../check/pool';
import { Mistake } from '../mistake';
import { noProtocol } from '../no-protocol';

const USE = 'check <id>|all [--all]';

/**
 * Prints the report of one protocol or all; 0 when every clause is kept. With `--all` every kind of
 * trouble comes at all frames of a protocol's first virtual band, of which the tests draw a sixth.
 */
export async function checkCommand(words: readonly string[]): Promise<number> {
  const whole = words.includes('--all');
  const [id, ...more] = words.filter((word) => word !== '--all');
  if (!id || more.length > 0) throw new Mistake(`Name one protocol or all: ${USE}.`);
  const kits = await allKits();
  const chosen = id === 'all' ? kits : [await one(id)];
  const asks = chosen.map((kit) =>
    tasksOf(kit, kits, whole).map((_, nth) => ({ id: kit.driver.id, nth, whole })),
  );
  const pool = await openPool();
  const findings = pool.judge(asks.flat());
  let good = true;
  for (const [at, kit] of chosen.entries()) {
    good = (await report(kit, findings, asks[at]!.length)) && good;
  }
  await pool.close();
  for (const { id: each } of id === 'all' ? DRIVERS : []) {
    if (kits.some(({ driver }) => driver.id === each)) continue;
    console.log(`\n${each}\n  FAIL  kit          miniprogram/bands/${each}/kit.ts is missing`);
    good = false;
  }
  return good ? 0 : 1;
}

async function one(id: string): Promise<BandKit> {
  const kit = await kitOf(id);
  if (kit) return kit;
  throw new Mistake(noProtocol(id));
}

/** Prints the next so many findings, which are this protocol's; true when all are kept. */
async function report(
  { driver }: BandKit,
  findings: AsyncGenerator<Finding>,
  count: number,
): Promise<boolean> {
  const begin = performance.now();
  console.log(`\n${driver.id}`);
  const lists = [
    ...(cardOf(driver.id) ? [] : ['protocols/index.ts']),
    ...(DRIVERS.includes(driver) ? [] : ['bands/registry.ts']),
  ];
  for (const list of lists) {
    console.log(`  note  it is not in miniprogram/${list}: the app does not know it`);
  }
  let band = '';
  let failed = 0;
  let told = new Map<string, string>();
  for (let left = count; left > 0; left--) {
    const finding: Finding = (await findings.next()).value;
    if (finding.band !== band) {
      console.log(` ${finding.band}`);
      told = new Map();
    }
    band = finding.band;
    for (const line of linesOf(finding, told)) console.log(line);
    if (finding.passed === false) failed++;
  }
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(failed === 0 ? `  passed in ${seconds} s` : `  ${failed} failed, ${seconds} s`);
  return failed === 0;
}

/**
 * What is printed of a finding. What went wrong in an earlier clause of this band too is told only
 * there, with the dialogue up to it: `told` has the clause by the cause.
 */
export function linesOf(finding: Finding, told: Map<string, string>): string[] {
  const { clause, passed, detail, cause, said } = finding;
  const mark = passed === null ? 'n/a ' : passed ? 'ok  ' : 'FAIL';
  const earlier = cause === undefined ? undefined : told.get(cause);
  const head = `  ${mark}  ${clause.padEnd(12)} `;
  if (earlier) return [`${head}as in ${earlier}`];
  if (cause !== undefined) told.set(cause, clause);
  return [head + detail, ...(said ?? []).map((line) => `          ${line}`)];
}
