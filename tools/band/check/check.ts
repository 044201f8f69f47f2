/** The conformance suite: everything a band must keep, clause by clause. */
import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import { scene } from '../scene';
import { miss, type Task, type Verdict, words } from './clauses';
import { explained, total, vectors } from './codec';
import { collisions, recognition } from './recognition';
import { syncClauses } from './sync';

/** A verdict and which virtual band it is about; empty for the whole protocol. */
export interface Finding extends Verdict {
  band: string;
}

export type BandTask = Task & Pick<Finding, 'band'>;

/** The whole report of a protocol, in the order it is read. */
export function tasksOf(kit: BandKit, all: readonly BandKit[]): BandTask[] {
  const whole: BandTask[] = [
    { clause: 'recognition', band: '', judge: () => recognition(kit) },
    { clause: 'collisions', band: '', judge: () => collisions(kit, all) },
    { clause: 'vectors', band: '', judge: () => vectors(kit) },
  ];
  if (kit.virtuals.length > 0)
    return [...whole, ...kit.virtuals.flatMap((one) => ofBand(kit, one))];
  const none = { clause: 'virtual', band: '', judge: () => miss('virtual', 'no virtual band') };
  return [...whole, none];
}

function ofBand(kit: BandKit, virtual: KitVirtual): BandTask[] {
  const said = async () => {
    const stage = scene(kit, virtual);
    await stage.once();
    return stage.frames;
  };
  const clauses: Task[] = [
    { clause: 'decode', judge: async () => explained(kit, await said()) },
    { clause: 'total', judge: async () => total(kit, await said()) },
    ...syncClauses(kit, virtual),
  ];
  return clauses.map((one) => ({ ...one, band: virtual.name }));
}

/** Judges one clause; one that throws has failed. */
export async function judged({ clause, band, judge }: BandTask): Promise<Finding> {
  try {
    return { band, ...(await judge()) };
  } catch (error) {
    return { band, ...miss(clause, words(error)) };
  }
}

/** Runs every clause, one after the other. */
export async function* check(kit: BandKit, all: readonly BandKit[]): AsyncGenerator<Finding> {
  for (const task of tasksOf(kit, all)) yield judged(task);
}
