import type { BandKit } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { check } from '../check/check';
import { allKits, kitOf } from '../kits';
import { Mistake } from '../mistake';

/** Prints the report of one protocol or all; 0 when every clause is kept. */
export async function checkCommand([id, ...more]: readonly string[]): Promise<number> {
  if (!id || more.length > 0) throw new Mistake('Name one protocol or all: check <id>|all.');
  const kits = await allKits();
  if (id !== 'all') return (await report(await one(id), kits)) ? 0 : 1;
  let good = true;
  for (const { id: each } of DRIVERS) {
    const kit = kits.find(({ driver }) => driver.id === each);
    if (kit) good = (await report(kit, kits)) && good;
    else console.log(`\n${each}\n  FAIL  kit          miniprogram/bands/${each}/kit.ts is missing`);
    good &&= kit !== undefined;
  }
  return good ? 0 : 1;
}

async function one(id: string): Promise<BandKit> {
  const kit = await kitOf(id);
  if (kit) return kit;
  const known = DRIVERS.map((driver) => driver.id).join(', ');
  throw new Mistake(`There is no miniprogram/bands/${id}/kit.ts; protocols are ${known}.`);
}

async function report(kit: BandKit, all: readonly BandKit[]): Promise<boolean> {
  const { id } = kit.driver;
  const begin = performance.now();
  console.log(`\n${id}`);
  if (!DRIVERS.includes(kit.driver)) {
    console.log('  note  it is not in miniprogram/bands/registry.ts: the app does not know it');
  }
  let band = '';
  let failed = 0;
  for await (const finding of check(kit, all)) {
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
