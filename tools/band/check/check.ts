/** The conformance suite: everything a band must keep, clause by clause. */
import type { BandKit } from '../../../miniprogram/bands/kit';
import { scene } from '../scene';
import { judge, miss, type Verdict, words } from './clauses';
import { explained, total, vectors } from './codec';
import { collisions, recognition } from './recognition';
import { syncClauses } from './sync';

/** A verdict and which virtual band it is about; empty for the whole protocol. */
export interface Finding extends Verdict {
  band: string;
}

/** Runs every clause; a clause that throws has failed. */
export async function* check(kit: BandKit, all: readonly BandKit[]): AsyncGenerator<Finding> {
  yield { band: '', ...guarded('recognition', () => recognition(kit)) };
  yield { band: '', ...guarded('collisions', () => collisions(kit, all)) };
  yield { band: '', ...guarded('vectors', () => vectors(kit)) };
  if (kit.virtuals.length === 0) {
    yield { band: '', ...miss('virtual', 'there is no virtual band') };
  }
  for (const virtual of kit.virtuals) {
    const band = virtual.name;
    const stage = scene(kit, virtual);
    await stage.once();
    yield { band, ...guarded('decode', () => explained(kit, stage.frames)) };
    yield { band, ...guarded('total', () => total(kit, stage.frames)) };
    try {
      for await (const verdict of syncClauses(kit, virtual)) yield { band, ...verdict };
    } catch (error) {
      yield { band, ...miss('sync', words(error)) };
    }
  }
}

function guarded(clause: string, run: () => Verdict): Verdict {
  try {
    return run();
  } catch (error) {
    return judge(clause, [words(error)], '');
  }
}
