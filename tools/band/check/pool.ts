/** Clauses judged by as many threads as the machine has, told in the order of the report. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type BuildFailure, build } from 'esbuild';
import { ROOT } from '../../build/files';
import { Mistake } from '../mistake';
import type { Finding } from './check';
import type { Answer, Ask, Question } from './worker';

/** Syncs by the thousand make garbage by the megabyte, all of it young. */
const YOUNG_MB = 64;
const MOST_THREADS = 8;

/** Threads that judge whatever they are asked, until they are closed. */
export interface Pool {
  /** The findings of these clauses, each as soon as it and those before it are there. */
  judge(asks: readonly Ask[]): AsyncGenerator<Finding>;
  close(): Promise<void>;
}

/** Rejects with a Mistake where the code of a band cannot be put together. */
export async function openPool(): Promise<Pool> {
  const code = await bundled();
  const threads: Worker[] = [];
  const open = () => {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    const thread = new Worker(code, { eval: true, resourceLimits });
    threads.push(thread);
    return thread;
  };
  return {
    async *judge(asks) {
      const count = Math.min(availableParallelism(), MOST_THREADS, asks.length);
      while (threads.length < count) open();
      const settle: ((finding: Promise<Finding>) => void)[] = [];
      const found = asks.map(() => new Promise<Finding>((resolve) => settle.push(resolve)));
      let next = 0;
      const work = async (thread: Worker) => {
        while (next < asks.length) {
          const at = next++;
          const finding = answered(thread, asks[at]!);
          settle[at]!(finding);
          await finding;
        }
      };
      // A thread that fails is told where its finding is waited for.
      for (const one of [...threads.map(work), ...found]) one.catch(() => undefined);
      yield* found;
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** The thread's code and every protocol in one piece: it starts at once and runs as it is. */
async function bundled(): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [join(ROOT, 'tools/band/check/worker.ts')],
      bundle: true,
      write: false,
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
      // A thread made of text has no folder of its own: this is the one of build/files.ts.
      define: { 'import.meta.dirname': JSON.stringify(join(ROOT, 'tools/build')) },
    });
    return outputFiles[0]!.text;
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? [];
    if (!first) throw error;
    throw new Mistake(`${first.location?.file}:${first.location?.line}: ${first.text}`);
  }
}

let asked = 0;

/** One finding of a thread, which may be asked for others meanwhile. */
function answered(thread: Worker, ask: Ask): Promise<Finding> {
  const number = asked++;
  return new Promise((resolve, reject) => {
    const done = () => {
      thread.off('error', failed);
      thread.off('message', heard);
    };
    const failed = (error: Error) => {
      done();
      reject(error);
    };
    const heard = (answer: Answer) => {
      if (answer.number !== number) return;
      done();
      resolve(answer.finding);
    };
    thread.on('error', failed);
    thread.on('message', heard);
    thread.postMessage({ number, ask } satisfies Question);
  });
}
