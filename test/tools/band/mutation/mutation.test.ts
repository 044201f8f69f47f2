/**
 * What a stranger may get wrong: each bug is caught, and by the clause that names it. One in three is
 * planted at each run.
 */
import { afterAll, expect, test } from '@jest/globals';
import { AGAIN, oneOf } from '../../../helpers/seed';
import { MUTANTS } from './mutants';
import { Mutator } from './mutated';

const mutator = new Mutator();
afterAll(() => mutator.close());

test('there are bugs enough, in every protocol', () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(12);
});

const PLANTED = oneOf(3, MUTANTS);

test.each(PLANTED.map((mutant) => [mutant.clause, mutant.id, mutant.bug, mutant] as const))(
  `%s: %s, %s (${AGAIN})`,
  async (_clause, _id, _bug, mutant) => {
    const { passed, detail } = await mutator.judge(mutant);
    expect({ passed, detail }).toEqual({ passed: false, detail });
  },
);

test('a bug that is no longer in the source is told, not passed over', async () => {
  const edits = [['driver.ts', 'no such text', '']] as const;
  await expect(mutator.judge({ ...MUTANTS[0]!, edits })).rejects.toThrow(
    '"no such text" is there 0 times',
  );
});
