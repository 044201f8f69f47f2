/** The conformance suite: everything a band must keep, clause by clause. */
import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import { scene } from '../../harness/scene';
import { checksum } from './checksum';
import { miss, type Task, type Verdict, words } from './clauses';
import { explained, total } from './codec';
import { dialogue } from './dialogue';
import { features } from './features';
import { says } from './phone';
import { collisions, recognition } from './recognition';
import { syncClauses } from './sync';
import { vectors } from './vectors';
import { Undone } from './week';

/** A verdict and which virtual band it is about; empty for the whole protocol. */
export interface Finding extends Omit<Verdict, 'frames'> {
  band: string;
  /** The dialogue up to what went wrong, a frame a line. */
  said?: string[];
}

export type BandTask = Task & Pick<Finding, 'band'> & { kit: BandKit };

/**
 * The whole report of a protocol, in the order it is read. `whole`: each kind of trouble at every
 * frame there is.
 */
export function tasksOf(kit: BandKit, all: readonly BandKit[], whole = false): BandTask[] {
  const general: BandTask[] = [
    { clause: 'recognition', band: '', kit, judge: () => recognition(kit) },
    { clause: 'collisions', band: '', kit, judge: () => collisions(kit, all) },
    { clause: 'vectors', band: '', kit, judge: () => vectors(kit) },
    { clause: 'says', band: '', kit, judge: () => says(kit) },
    { clause: 'features', band: '', kit, judge: () => features(kit) },
  ];
  if (kit.virtuals.length > 0)
    return [...general, ...kit.virtuals.flatMap((one) => ofBand(kit, one, whole))];
  const none = {
    clause: 'virtual',
    band: '',
    kit,
    judge: () => miss('virtual', 'no virtual band'),
  };
  return [...general, none];
}

function ofBand(kit: BandKit, virtual: KitVirtual, whole: boolean): BandTask[] {
  const said = async () => {
    const stage = scene(kit, virtual);
    await stage.once();
    return stage.frames;
  };
  const clauses: Task[] = [
    { clause: 'decode', judge: async () => explained(kit, await said()) },
    { clause: 'total', judge: async () => total(kit, await said()) },
    { clause: 'checksum', judge: async () => checksum(kit, await said()) },
    ...syncClauses(kit, virtual, whole),
  ];
  return clauses.map((one) => ({ ...one, kit, band: virtual.name }));
}

/** Judges one clause; one that throws has failed. */
export async function judged(task: BandTask): Promise<Finding> {
  const { frames, ...verdict } = await verdictOf(task);
  const said = frames && dialogue(task.kit, frames);
  return { band: task.band, ...verdict, ...(said && { said }) };
}

async function verdictOf({ clause, judge }: BandTask): Promise<Verdict> {
  try {
    return await judge();
  } catch (error) {
    if (!(error instanceof Undone)) return miss(clause, words(error));
    return { ...miss(clause, words(error.cause)), frames: error.frames };
  }
}

/** Runs every clause, one after the other. */
export async function* check(kit: BandKit, all: readonly BandKit[]): AsyncGenerator<Finding> {
  for (const task of tasksOf(kit, all)) yield judged(task);
}
