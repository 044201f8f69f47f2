import type { BandKit } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { type Finding, tasksOf } from '../check/check';
import { judgeAll } from '../check/pool';
import { allKits, kitOf } from '../kits';
import { Mistake, noProtocol } from '../mistake';

/** Prints the report of one protocol or all; 0 when every clause is kept. */
export async function checkCommand([id, ...more]: readonly string[]): Promise<number> {
  if (!id || more.length > 0) throw new Mistake('Name one protocol or all: check <id>|all.');
  const kits = await allKits();
  const chosen = id === 'all' ? kits : [await one(id)];
  const asks = chosen.map((kit) =>
    tasksOf(kit, kits).map((_, nth) => ({ id: kit.driver.id, nth })),
  );
  const findings = judgeAll(asks.flat());
  let good = true;
  for (const [at, kit] of chosen.entries()) {
    good = (await report(kit, findings, asks[at]!.length)) && good;
  }
  await findings.return(undefined);
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
  if (!DRIVERS.includes(driver)) {
    console.log('  note  it is not in miniprogram/bands/registry.ts: the app does not know it');
  }
  let band = '';
  let failed = 0;
  for (let left = count; left > 0; left--) {
    const finding: Finding = (await findings.next()).value;
    if (finding.band !== band) console.log(` ${finding.band}`);
    band = finding.band;
    const mark = finding.passed === null ? 'n/a ' : finding.passed ? 'ok  ' : 'FAIL';
    console.log(`  ${mark}  ${finding.clause.padEnd(12)} ${finding.detail}`);
    if (finding.passed === false) failed++;
  }
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(failed === 0 ? `  passed in ${seconds} s` : `  ${failed} failed, ${seconds} s`);
  return failed === 0;
}
