/** A state's picture takes the walks that lead to it, and no others. */
import { expect, test } from '@jest/globals';
import { statesOf, toursTo } from '../../../tools/shots/foresee';
import { TOURS } from '../../../tools/shots/tours';

test('every tour’s states are known before it is walked, and none is another’s', async () => {
  const states: string[] = [];
  for (const tour of Object.values(TOURS)) {
    const own = await statesOf(tour);
    expect(own).not.toEqual([]);
    states.push(...own);
  }
  expect(new Set(states).size).toBe(states.length);
  expect(states).toEqual(expect.arrayContaining(['today', 'history-week-table', 'desk-review']));
});

test('only the tours are walked that stop at what is asked for', async () => {
  const to = async (...words: string[]) => {
    const isWanted = (state: string) => words.some((word) => state.includes(word));
    return (await toursTo(isWanted, TOURS)).map(([name]) => name);
  };
  expect(await to('desk-review')).toEqual(['reviews']);
  expect(await to('lab', 'history-week')).toEqual(['owner', 'lab']);
  expect(await to('nowhere')).toEqual([]);
});
