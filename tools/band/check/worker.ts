/** A thread that judges clauses, one after the other as it is asked for them. */
import { parentPort } from 'node:worker_threads';
import { allKits, kitOf } from '../kits';
import { type BandTask, judged, tasksOf } from './check';

/** The how-manyth clause of which protocol. */
export interface Ask {
  id: string;
  nth: number;
}

// A cut link ends everything that waits for it with an error; where each was made says nothing.
Error.stackTraceLimit = 0;

const kits = allKits();
const tasks = new Map<string, BandTask[]>();

async function tasksFor(id: string): Promise<BandTask[]> {
  const all = await kits;
  const kit = all.find(({ driver }) => driver.id === id) ?? (await kitOf(id));
  if (!kit) throw new Error(`miniprogram/bands/${id}/kit.ts is missing`);
  return tasksOf(kit, all);
}

parentPort!.on('message', async ({ id, nth }: Ask) => {
  const list = tasks.get(id) ?? (await tasksFor(id));
  tasks.set(id, list);
  parentPort!.postMessage(await judged(list[nth]!));
});
