/** Runs the clock's jobs, one after another, in slices: what is not done goes on at the next run. */
import { logFault } from '../answers';
import { now, oneOf } from '../cloud';
import type { Job } from './job';
import { jobDocs, takeLease } from './lease';

export type { Job } from './job';

/** After this no further piece is begun; a function's run ends at 60 s. */
const SLICE_SECONDS = 40;

/** What a run did of a job. */
export interface Ran {
  job: string;
  /** Pieces. */
  steps: number;
  end: 'done' | 'to be continued' | 'failed' | 'taken by another';
}

/** The jobs that are due, those that waited longest first: a long one keeps no other from its turn. */
export async function runJobs(jobs: readonly Job[]): Promise<Ran[]> {
  const until = now() + SLICE_SECONDS;
  const known = await jobDocs.find({
    where: { _id: oneOf(jobs.map(({ name }) => name)) },
    limit: jobs.length,
    fields: ['_id', 'takenAt'],
  });
  const taken = new Map(known.map(({ _id, takenAt }) => [_id, takenAt]));
  const last = ({ name }: Job) => taken.get(name) ?? 0;
  const ran: Ran[] = [];
  for (const job of [...jobs].sort((a, b) => last(a) - last(b))) {
    if (now() >= until) break;
    const one = await runJob(job, until);
    if (one) ran.push(one);
  }
  return ran;
}

/** Null when it is not due or somebody is at it. What fails is tried again by the next run. */
async function runJob(job: Job, until: number): Promise<Ran | null> {
  let steps = 0;
  const ended = (end: Ran['end']): Ran => ({ job: job.name, steps, end });
  try {
    const lease = await takeLease(job, now());
    if (!lease) return null;
    try {
      let { cursor } = lease;
      do {
        cursor = await job.step(cursor, now());
        steps++;
        if (cursor === null) {
          await lease.end(true, now());
          return ended('done');
        }
        if (!(await lease.keep(cursor, now()))) return ended('taken by another');
      } while (now() < until);
      await lease.end(false, now());
      return ended('to be continued');
    } catch (error) {
      await lease.end(false, now());
      throw error;
    }
  } catch (error) {
    logFault(`job ${job.name}`, error);
    return ended('failed');
  }
}
