/** What is too old goes, what is not stays, and each query has its index. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sweep } from '../../cloudfunctions/sweep';
import { addDays, dayOf } from '../../miniprogram/contract/activity';
import { DAY, HOUR, NOON } from './backend';
import { type Inside, startInside } from './inside';

let inside: Inside;
beforeAll(async () => {
  inside = await startInside();
});
afterAll(() => inside.stop());

/** Runs the job to its end; returns how many pieces that took. */
async function sweepAll(): Promise<number> {
  let cursor: string | null = null;
  for (let steps = 1; ; steps++) {
    cursor = await sweep.step(cursor, NOON);
    if (cursor === null) return steps;
  }
}

const left = (name: string) =>
  inside.cloud.store
    .find(name, {})
    .map(({ doc }) => String(doc._id))
    .sort();

/** For each collection, by a field, the last value that goes; one later it stays. */
const LAST_TO_GO: Record<string, [field: string, value: number, next?: number]> = {
  meters: ['hour', NOON / HOUR - 25],
  invites: ['expiresAt', NOON - 7 * DAY - 1],
  shares: ['expiresAt', NOON - 1],
  cheers: ['day', addDays(dayOf(NOON), -31), addDays(dayOf(NOON), -30)],
  tickets: ['openedAt', NOON - 180 * DAY - 1],
  messages: ['at', NOON - 180 * DAY - 1],
};

test.each(Object.entries(LAST_TO_GO))('%s by %j', async (name, [field, value, next]) => {
  await inside.cloud.store.insert(name, [
    { _id: 'goes', [field]: value },
    { _id: 'stays', [field]: next ?? value + 1 },
  ]);
  await sweepAll();
  expect(left(name)).toEqual(['stays']);
  await inside.cloud.store.remove(name, { _id: 'stays' }, { multi: false });
});

test('diagnostics go after 30 days, their ticket stays', async () => {
  const ticket = { openedAt: NOON - 40 * DAY, diagnostics: { model: 'am3' } };
  await inside.cloud.store.insert('tickets', [
    { _id: 'old', ...ticket, diagnosedAt: NOON - 30 * DAY - 1 },
    { _id: 'young', ...ticket, diagnosedAt: NOON - 30 * DAY },
    { _id: 'without', openedAt: NOON - 40 * DAY },
  ]);
  await sweepAll();
  const [old, without, young] = ['old', 'without', 'young'].map(
    (_id) => inside.cloud.store.find('tickets', { _id })[0]!.doc,
  );
  expect(old).toEqual({ _id: 'old', openedAt: ticket.openedAt });
  expect(young).toMatchObject({ diagnostics: { model: 'am3' } });
  expect(without).toBeDefined();
});

test('many go page by page', async () => {
  const many = Array.from({ length: 1200 }, (_, i) => ({ _id: `m${i}`, hour: 1 }));
  await inside.cloud.store.insert('meters', many);
  const pieces = await sweepAll();
  expect(left('meters')).toEqual([]);
  expect(await sweepAll()).toBe(pieces - 2);
});
