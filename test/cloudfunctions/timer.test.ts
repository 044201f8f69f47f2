/** The clock's function as it is deployed: who may run it, and that it runs by itself. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { JOBS } from '../../cloudfunctions/timer/jobs';
import { type Backend, HOUR, NOON, startDeployed } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startDeployed();
});
afterAll(() => backend.stop());

test('a phone cannot run it, with an identity or without', async () => {
  const event = { Type: 'Timer', TriggerName: 'clock' };
  expect(await backend.cloud.invoke('timer', event, { openid: 'oAnn' })).toBe('forbidden');
  expect(await backend.cloud.invoke('timer', event, null)).toBe('forbidden');
  expect(backend.documents('jobs')).toEqual([]);
});

test('the clock runs every job, once an interval and once after a jump', async () => {
  const at = (minutes: number) => {
    backend.setTime(NOON + minutes * 60);
    return backend.cloud.runTimers();
  };
  expect(await at(2)).toEqual([]);
  expect(await at(4)).toMatchObject([{ fn: 'timer', trigger: 'clock' }]);
  const done = () => backend.documents('jobs').map(({ doneAt }) => Number(doneAt));
  expect(done()).toHaveLength(JOBS.length);
  for (const doneAt of done()) expect(doneAt).toBeGreaterThanOrEqual(NOON + 240);
  expect(await at(9 * 60)).toHaveLength(1);
  for (const doneAt of done()) expect(doneAt).toBeGreaterThanOrEqual(NOON + 9 * HOUR);
  expect(backend.cloud.logs.filter(({ text }) => text.includes('job '))).toEqual([]);
});

test('the command line runs it at once', async () => {
  backend.setTime(NOON + 24 * HOUR);
  expect(await backend.cloud.fire('timer')).toEqual(
    expect.arrayContaining(
      JOBS.map(({ name }) => ({ job: name, steps: expect.any(Number), end: 'done' })),
    ),
  );
});
