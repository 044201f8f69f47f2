/**
 * The clock: every ten minutes, off the full hour, when everybody's timers run. A run that is missed,
 * late or doubled does no harm. Only WeChat's trigger runs it: it acts for nobody.
 */
import { calledByTimer } from '../cloud';
import { type Ran, runJobs } from '../jobs';
import { JOBS } from './jobs';

export async function main(): Promise<Ran[] | 'forbidden'> {
  return calledByTimer() ? runJobs(JOBS) : 'forbidden';
}
