import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changes, valueAt } from '../../miniprogram/lib/changes';

/** What a view makes of paths. */
function applied(known: unknown, paths: Record<string, unknown>): unknown {
  const root = { value: structuredClone(known) } as Record<string, unknown>;
  for (const [path, value] of Object.entries(paths)) {
    const steps = path.match(/\w+/g)!;
    const last = steps.pop()!;
    let place = root;
    for (const step of steps) place = place[step] as Record<string, unknown>;
    place[last] = value;
  }
  return root.value;
}

describe('changes', () => {
  test('of an object are its fields, of a list its items', () => {
    const known = { of: 2, rows: [{ name: 'a' }, { name: 'b' }] };
    const value = { of: 3, rows: [{ name: 'a' }, { name: 'c' }, { name: 'd' }] };
    expect(changes('board', known, value)).toEqual({
      'board.of': 3,
      'board.rows[1]': { name: 'c' },
      'board.rows[2]': { name: 'd' },
    });
  });

  test('are none of what is the same', () => {
    expect(changes('board', { rows: [{ a: [1] }] }, { rows: [{ a: [1] }] })).toEqual({});
  });

  test.each([
    ['a list got shorter', [1, 2], [1]],
    ['a field is gone', { a: 1, b: 2 }, { a: 1 }],
    ['a field has another name', { a: 1 }, { b: 1 }],
    ['a field has no name for a path', { 'a.b': 1 }, { 'a.b': 2 }],
    ['it was nothing', null, { a: 1 }],
    ['it is nothing now', { a: 1 }, null],
    ['it was a list', [], {}],
  ])('are the whole where %s', (_, known, value) => {
    expect(changes('it', known, value)).toEqual({ it: value });
  });

  test('lead from anything to anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (known, value) => {
        expect(applied(known, changes('value', known, value))).toEqual(value);
      }),
    );
  });

  test('lead to what they say', () => {
    const value = { of: 3, rows: [{ name: 'a' }, { name: 'c', days: [4, 5] }] };
    for (const [path, part] of Object.entries(changes('board', null, value))) {
      expect(valueAt({ board: value }, path)).toBe(part);
    }
    expect(valueAt({ board: value }, 'board.rows[1].days[0]')).toBe(4);
    expect(valueAt({ board: value }, 'board.rows[2].name')).toBeUndefined();
    expect(valueAt({ board: null }, 'board.rows')).toBeUndefined();
  });
});
