import { expect, test } from '@jest/globals';
import { plausibleWalks } from '../../miniprogram/lib/walks';

const UNTIL = Date.UTC(2026, 10, 22, 4) / 1000;

test('made-up weeks: the same for a seed, in order, not in the future, of a human size', () => {
  const walks = plausibleWalks({ seed: 7, until: UNTIL });
  expect(plausibleWalks({ seed: 7, until: UNTIL })).toEqual(walks);
  expect(plausibleWalks({ seed: 8, until: UNTIL })).not.toEqual(walks);
  const times = walks.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThanOrEqual(UNTIL);
  const total = walks.reduce((sum, { steps }) => sum + steps, 0);
  expect(total / 6.5).toBeGreaterThan(3000);
  expect(total / 6.5).toBeLessThan(14_000);
});
