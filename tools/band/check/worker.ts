/** A thread that judges clauses, one after the other as it is asked for them. */
import { parentPort } from 'node:worker_threads';
import type { BandKit, KitClause } from '../../../miniprogram/bands/kit';
import { allKits, kitOf } from '../../harness/kits';
import { type BandTask, type Finding, judged, tasksOf } from './check';
import { drawn } from './places';
import { CLAUSES } from './sync';

/**
 * The how-manyth clause of a protocol's report; or any clause of one virtual band, judged also where
 * the kit says that it cannot be kept: with a seed at a sixth of the places, else at all.
 */
export type Ask =
  | { id: string; nth: number; whole: boolean; clause?: never }
  | { id: string; band: string; clause: KitClause; seed: number | null };

/** An ask and its number, by which the answer is known. */
export interface Question {
  number: number;
  ask: Ask;
}

export interface Answer {
  number: number;
  finding: Finding;
}

// A cut link ends everything that waits for it with an error; where each was made says nothing.
Error.stackTraceLimit = 0;

const kits = allKits();
const reports = new Map<string, BandTask[]>();

async function kitFor(id: string): Promise<BandKit> {
  const known = (await kits).find(({ driver }) => driver.id === id) ?? (await kitOf(id));
  if (!known) throw new Error(`miniprogram/bands/${id}/kit.ts is missing`);
  return known;
}

async function taskFor(ask: Ask): Promise<BandTask> {
  const kit = await kitFor(ask.id);
  if (ask.clause !== undefined) {
    const { band, clause, seed } = ask;
    const virtual = kit.virtuals.find(({ name }) => name === band)!;
    return { clause, band, kit, judge: () => CLAUSES[clause](kit, virtual, drawn(seed)) };
  }
  const report = reports.get(ask.id) ?? tasksOf(kit, await kits, ask.whole);
  reports.set(ask.id, report);
  return report[ask.nth]!;
}

parentPort!.on('message', async ({ number, ask }: Question) => {
  const finding = await judged(await taskFor(ask));
  parentPort!.postMessage({ number, finding } satisfies Answer);
});
