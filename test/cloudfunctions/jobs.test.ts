/** The clock's jobs: leases, slices, and that a run may be missed, doubled or fail anywhere. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Job, runJobs } from '../../cloudfunctions/jobs';
import { HOUR, NOON } from './backend';
import { type Inside, type State, startInside } from './inside';

let inside: Inside;
let empty: State;
beforeAll(async () => {
  inside = await startInside();
  empty = inside.state();
});
afterAll(() => inside.stop());
beforeEach(async () => {
  inside.clearFaults();
  inside.setTime(NOON);
  await inside.restore(empty);
});

const MINUTE = 60;
const passing = (seconds: number) => inside.setTime(Date.now() / 1000 + seconds);

/** A job of so many pieces, each of which takes its time; it notes what it did. */
function counting(name: string, pieces: number, { every = 0, seconds = 0 } = {}) {
  const done: string[] = [];
  const job: Job = {
    name,
    every,
    async step(cursor) {
      done.push(`${name} ${cursor ?? 0}`);
      passing(seconds);
      const next = Number(cursor ?? 0) + 1;
      return next < pieces ? String(next) : null;
    },
  };
  return { job, done };
}

test('all pieces are done, and again at the next run', async () => {
  const { job, done } = counting('a', 3);
  expect(await runJobs([job])).toEqual([{ job: 'a', steps: 3, end: 'done' }]);
  passing(10 * MINUTE);
  await runJobs([job]);
  expect(done).toEqual(['a 0', 'a 1', 'a 2', 'a 0', 'a 1', 'a 2']);
});

test('a piece that goes on where it was is still its own', async () => {
  let left = 3;
  const job: Job = { name: 'a', every: 0, step: async () => (--left > 0 ? 'more' : null) };
  expect(await runJobs([job])).toEqual([{ job: 'a', steps: 3, end: 'done' }]);
});

test('a job with a time between is done once in it, however often the clock strikes', async () => {
  const { job, done } = counting('a', 1, { every: HOUR });
  for (let run = 0; run < 7; run++) {
    await runJobs([job]);
    passing(10 * MINUTE);
  }
  expect(done).toEqual(['a 0', 'a 0']);
});

test('runs that were missed for a week are made up by one', async () => {
  const { job, done } = counting('a', 1, { every: HOUR });
  await runJobs([job]);
  passing(7 * 24 * HOUR);
  await runJobs([job]);
  expect(done).toHaveLength(2);
});

test('what does not fit a slice goes on where it was, after those who waited longer', async () => {
  const long = counting('long', 6, { seconds: 15 });
  const short = counting('short', 1);
  const jobs = [long.job, short.job];
  expect(await runJobs(jobs)).toEqual([{ job: 'long', steps: 3, end: 'to be continued' }]);
  passing(10 * MINUTE);
  expect(await runJobs(jobs)).toEqual([
    { job: 'short', steps: 1, end: 'done' },
    { job: 'long', steps: 3, end: 'done' },
  ]);
  expect(long.done).toEqual([0, 1, 2, 3, 4, 5].map((piece) => `long ${piece}`));
});

test('a job that fails keeps its place and no other from its turn', async () => {
  let trouble = true;
  const failing: Job = {
    name: 'failing',
    every: HOUR,
    async step(cursor) {
      if (cursor === null) return 'second';
      if (trouble) throw new Error('the database is away');
      expect(cursor).toBe('second');
      return null;
    },
  };
  const { job, done } = counting('a', 1);
  expect(await runJobs([failing, job])).toEqual([
    { job: 'failing', steps: 1, end: 'failed' },
    { job: 'a', steps: 1, end: 'done' },
  ]);
  trouble = false;
  passing(10 * MINUTE);
  expect(await runJobs([failing])).toEqual([{ job: 'failing', steps: 1, end: 'done' }]);
  expect(done).toHaveLength(1);
});

describe('a lease', () => {
  test('keeps a second run out', async () => {
    const inner: unknown[] = [];
    const job: Job = {
      name: 'a',
      every: 0,
      async step() {
        if (inner.length === 0) inner.push(await runJobs([job]));
        return null;
      },
    };
    expect(await runJobs([job])).toEqual([{ job: 'a', steps: 1, end: 'done' }]);
    expect(inner).toEqual([[]]);
  });

  test('of a run that died ends, and the next goes on where that one was', async () => {
    const { job, done } = counting('a', 3);
    // The function is killed in its second piece: nothing is written after that.
    inside.cloud.faults.add({
      ...{ action: '*', kind: 'timeout-before', times: 9 },
      when: () => done.length > 1,
    });
    await runJobs([job]);
    expect(done).toEqual(['a 0', 'a 1']);
    inside.clearFaults();
    passing(MINUTE);
    expect(await runJobs([job])).toEqual([]);
    passing(MINUTE);
    expect(await runJobs([job])).toEqual([{ job: 'a', steps: 2, end: 'done' }]);
    expect(done).toEqual(['a 0', 'a 1', 'a 1', 'a 2']);
  });

  test('that ended while its holder was still at work is the new one’s', async () => {
    const job: Job = {
      name: 'a',
      every: HOUR,
      async step(cursor) {
        if (cursor === null) {
          passing(2 * MINUTE);
          const other = counting('a', 1, { every: HOUR });
          await runJobs([other.job]);
        }
        return 'more';
      },
    };
    expect(await runJobs([job])).toEqual([{ job: 'a', steps: 1, end: 'taken by another' }]);
    const [stored] = [...inside.state().get('jobs')!.values()].map((text) => JSON.parse(text));
    expect(stored).toMatchObject({ cursor: null, doneAt: NOON + 2 * MINUTE, leaseUntil: 0 });
  });
});

test('every request may fail: the work is done within two more runs', async () => {
  const { job, done } = counting('a', 3);
  inside.requests();
  await runJobs([job]);
  const requests = inside.requests().length;
  for (let index = 0; index < requests; index++) {
    for (const kind of ['timeout-before', 'timeout-after', 'lost-answer'] as const) {
      await inside.restore(empty);
      inside.clearFaults();
      done.length = 0;
      let at = 0;
      inside.cloud.faults.add({ action: '*', kind, when: () => at++ === index });
      for (let run = 0; run < 3 && !done.includes('a 2'); run++) {
        await runJobs([job]).catch(() => []);
        passing(10 * MINUTE);
      }
      expect({ index, kind, done: [...new Set(done)] }).toEqual({
        ...{ index, kind },
        done: ['a 0', 'a 1', 'a 2'],
      });
    }
  }
});
