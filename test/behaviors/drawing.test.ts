import { describe, expect, jest, test } from '@jest/globals';
import { fixTime } from '../helpers/time';

fixTime();

interface Definition {
  pageLifetimes: Record<'show' | 'hide', (this: object) => void>;
  lifetimes: { detached(this: object): void };
}
(globalThis as { Behavior?: unknown }).Behavior = (definition: Definition) => definition;

const { MOST_A_SECOND, drawing, put, putSoon } = jest.requireActual<
  typeof import('../../miniprogram/behaviors/drawing')
>('../../miniprogram/behaviors/drawing');
const { pageLifetimes, lifetimes } = drawing as unknown as Definition;

/** A page that takes over what it is sent, and remembers when. */
function page() {
  const sent: { at: number; names: string[] }[] = [];
  const data: Record<string, unknown> = { steps: 0, rows: [{ name: 'a' }] };
  const setData = (part: Record<string, unknown>) => {
    Object.assign(data, JSON.parse(JSON.stringify(part)));
    sent.push({ at: Date.now(), names: Object.keys(part) });
  };
  return { data, setData, sent };
}

const pass = (ms: number) => jest.advanceTimersByTime(ms);

describe('what a page shows', () => {
  test('that is there already is not sent, however deep', () => {
    const shown = page();
    put(shown, { steps: 0, rows: [{ name: 'a' }] });
    put(shown, { steps: 0, rows: [{ name: 'b' }] });
    expect(shown.sent.map(({ names }) => names)).toEqual([['rows[0]']]);
  });

  test('and comes by itself is sent at most four times in any second, the last value always', () => {
    const shown = page();
    for (let steps = 1; steps <= 300; steps++) {
      putSoon(shown, { steps });
      pass(10);
    }
    pass(1000);
    const times = shown.sent.map(({ at }) => at);
    for (const from of times) {
      const within = times.filter((at) => at >= from && at < from + 1000);
      expect(within.length).toBeLessThanOrEqual(MOST_A_SECOND);
    }
    expect(times.length).toBeGreaterThan(8);
    expect(shown.data.steps).toBe(300);
  });

  test('a hidden page forgets paths into a list that another one has replaced', () => {
    const shown = page();
    pageLifetimes.hide.call(shown);
    put(shown, { rows: [{ name: 'b' }, { name: 'c' }] });
    put(shown, { 'rows[2]': { name: 'd' } } as object);
    put(shown, { rows: [{ name: 'z' }] });
    pageLifetimes.show.call(shown);
    expect(shown.sent.map(({ names }) => names)).toEqual([['rows[0]']]);
  });

  test('and answers a person is sent at once, with what waits', () => {
    const shown = page();
    for (let steps = 1; steps <= 9; steps++) putSoon(shown, { steps });
    put(shown, { tapped: true });
    expect(shown.data).toMatchObject({ steps: 9, tapped: true });
    expect(shown.sent[shown.sent.length - 1]!.names).toEqual(['steps', 'tapped']);
  });

  test('is not sent while it is hidden, and all of it once it is shown', () => {
    const shown = page();
    pageLifetimes.hide.call(shown);
    put(shown, { steps: 1 });
    putSoon(shown, { rows: [] });
    pass(5000);
    expect(shown.sent).toEqual([]);
    pageLifetimes.show.call(shown);
    expect(shown.sent.map(({ names }) => names)).toEqual([['steps', 'rows']]);
  });

  test('is not sent to a page that is gone', () => {
    const shown = page();
    for (let steps = 1; steps <= 9; steps++) putSoon(shown, { steps });
    const before = shown.sent.length;
    lifetimes.detached.call(shown);
    pass(5000);
    expect(shown.sent).toHaveLength(before);
  });
});
