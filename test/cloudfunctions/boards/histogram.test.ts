import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aheadOf, binsOf, edgesOf, nextOf } from '../../../cloudfunctions/boards/histogram';

const walks = fc.array(fc.nat(60_000), { minLength: 1, maxLength: 300 });

describe('of how many one is ahead', () => {
  test('is counted exactly where every hundredth is one person', () => {
    const edges = edgesOf(Array.from({ length: 101 }, (_, i) => i * 100));
    expect([0, 50, 100, 8700, 10_000, 10_001].map((steps) => aheadOf(edges, steps))).toEqual([
      0, 0.5, 1, 87, 99.99, 99.99,
    ]);
  });

  test('those with the same number are not below it', () => {
    const edges = edgesOf([
      ...Array.from({ length: 90 }, () => 500),
      ...Array.from({ length: 10 }, () => 900),
    ]);
    expect(aheadOf(edges, 500)).toBe(0);
    expect(aheadOf(edges, 900)).toBeGreaterThan(89);
    expect(aheadOf(edges, 900)).toBeLessThanOrEqual(91);
  });

  test('each thousand of steps has its part; together they are all', () => {
    const edges = edgesOf(Array.from({ length: 2001 }, (_, i) => i * 10));
    const bins = binsOf(edges);
    expect(bins).toHaveLength(16);
    expect(bins.slice(0, 2)).toEqual([5, 5]);
    expect(bins[15]).toBe(25);
    fc.assert(
      fc.property(walks, (steps) => {
        const parts = binsOf(edgesOf(steps));
        expect(parts.every((part) => part >= 0)).toBe(true);
        // A tenth is rounded sixteen times.
        const all = parts.reduce((sum, part) => sum + part, 0);
        expect(Math.abs(all - 100)).toBeLessThan(0.9);
      }),
    );
  });

  test('the next round part is told in hundreds of steps, and not when it is far', () => {
    const edges = edgesOf(Array.from({ length: 101 }, (_, i) => i * 100));
    expect(nextOf(edges, 8432)).toEqual({ ahead: 90, steps: 600 });
    expect(nextOf(edges, 9800)).toEqual({ ahead: 99, steps: 200 });
    expect(nextOf(edges, 9950)).toBeNull();
    expect(
      nextOf(
        edges.map((edge) => edge * 5),
        1,
      ),
    ).toBeNull();
  });

  test('never falls with more steps, and stays between none and all', () => {
    fc.assert(
      fc.property(walks, fc.nat(60_000), fc.nat(9000), (steps, mine, more) => {
        const edges = edgesOf(steps);
        const [low, high] = [aheadOf(edges, mine), aheadOf(edges, mine + more)];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeGreaterThanOrEqual(low);
        expect(high).toBeLessThanOrEqual(99.99);
      }),
    );
  });

  test('is within a point and one person of the count', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        const edges = edgesOf(steps);
        for (const mine of steps.slice(0, 20)) {
          const below = (steps.filter((one) => one < mine).length / steps.length) * 100;
          const most = (steps.filter((one) => one <= mine).length / steps.length) * 100;
          const slack = 1.1 + 100 / steps.length;
          expect(aheadOf(edges, mine)).toBeGreaterThanOrEqual(below - slack);
          expect(aheadOf(edges, mine)).toBeLessThanOrEqual(most + slack);
        }
      }),
    );
  });
});
