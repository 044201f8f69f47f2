import { expect, test } from '@jest/globals';
import { lateWalks, plausibleWalks } from '../../../miniprogram/bands/virtual/walks';

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

const DAY = 86_400;

test.each([
  ['plausible walks', plausibleWalks],
  ['late walks', lateWalks],
])('%s: a date has the same, wherever in the week it is', (_name, walks) => {
  const older = walks({ seed: 7, until: UNTIL });
  const newer = walks({ seed: 7, until: UNTIL + 3 * DAY + 3600 });
  const shared = (all: typeof older) => all.filter(({ at }) => at >= newer[0]!.at && at <= UNTIL);
  expect(shared(newer).length).toBeGreaterThan(100);
  expect(shared(newer)).toEqual(shared(older));
  const dayOf = (all: typeof older, day: number) =>
    all.filter(({ at }) => Math.floor((at + 8 * 3600) / DAY) === day).map(({ steps }) => steps);
  const today = Math.floor((UNTIL + 8 * 3600) / DAY);
  expect(dayOf(newer, today)).not.toEqual(dayOf(newer, today - 1));
});

test('late walks: a few steps ten seconds after midnight, a walk within the hour, at a human pace', () => {
  const midnight = Date.UTC(2026, 10, 21, 16) / 1000;
  for (let seed = 0; seed < 50; seed++) {
    for (const seconds of [10, 30, 60, 600, 3600]) {
      const until = midnight + seconds;
      const steps = lateWalks({ seed, until, days: 1 }).reduce((sum, one) => sum + one.steps, 0);
      expect(steps).toBeGreaterThan(Math.min(seconds, 300));
      expect(steps / (seconds / 60)).toBeLessThan(160);
    }
  }
});
