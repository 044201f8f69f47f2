/** Who is at a job, how far it is, and when it is due. The conditions are part of the writes. */
import { atMost, below, collection, plus, publicId } from '../cloud';
import type { Job } from './job';

export interface JobDoc {
  /** Name of the job. */
  _id: string;
  /** Whoever took it last, and until when it is theirs (UTC seconds; 0: nobody's). */
  holder: string;
  leaseUntil: number;
  /** Where to go on; null: from the beginning. */
  cursor: string | null;
  /** Pieces ever done: changes with each, so that a note of one is never taken for none. */
  pieces: number;
  /** Not before this. */
  dueAt: number;
  /** When it was last taken, and when it was last done; 0 for never. */
  takenAt: number;
  doneAt: number;
}

export const jobDocs = collection<JobDoc>('jobs');

/** Longer than a function may run: a lease that ends was its holder's end. */
const LEASE_SECONDS = 90;

/** A job that is the caller's for a while. */
export interface Lease {
  cursor: string | null;
  /** Notes how far it is and stays its holder; false when somebody else has taken it. */
  keep(cursor: string, at: number): Promise<boolean>;
  /** Gives it back: `done`, or to be gone on with by the next run. */
  end(done: boolean, at: number): Promise<void>;
}

/** Takes a job that is due and nobody's; null when it is not. */
export async function takeLease({ name, every }: Job, at: number): Promise<Lease | null> {
  const holder = publicId();
  const taken = { holder, leaseUntil: at + LEASE_SECONDS, takenAt: at };
  const free = { _id: name, leaseUntil: below(at), dueAt: atMost(at) };
  if ((await jobDocs.updateWhere(free, taken)) === 0) {
    const first: JobDoc = { _id: name, ...taken, cursor: null, pieces: 0, dueAt: 0, doneAt: 0 };
    if (!(await jobDocs.add(first))) return null;
  }
  const mine = { _id: name, holder };
  return {
    cursor: (await jobDocs.get(name))?.cursor ?? null,
    async keep(cursor, now) {
      const leaseUntil = now + LEASE_SECONDS;
      return (await jobDocs.updateWhere(mine, { cursor, leaseUntil, pieces: plus(1) })) > 0;
    },
    async end(done, now) {
      const next = done && { cursor: null, dueAt: now + every, doneAt: now };
      await jobDocs.updateWhere(mine, { leaseUntil: 0, ...next });
    },
  };
}
