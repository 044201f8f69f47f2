import { describe, expect, test } from '@jest/globals';
import type { BoardValue } from '../../../cloudfunctions/activity';
import { makeBoard } from '../../../cloudfunctions/boards/board';
import type { Member } from '../../../cloudfunctions/boards/members';

const DAY = 20261122;
const AT = Date.UTC(2026, 10, 22, 4) / 1000;

function value(steps: number, reachedAt: number, more: Partial<BoardValue> = {}): BoardValue {
  return {
    steps,
    sourceClass: 'direct',
    maker: 'codoon',
    reachedAt,
    syncedAt: AT,
    withheld: null,
    ...more,
  };
}

const member = (uid: string, more: Partial<Member> = {}): Member => {
  return { uid, name: uid, hidden: false, knownBefore: true, ...more };
};

function board(values: Record<string, BoardValue>, uids: (string | Member)[], cheers = {}) {
  return makeBoard({
    day: DAY,
    at: AT,
    own: 'me',
    members: uids.map((one) => (typeof one === 'string' ? member(one) : one)),
    values: new Map(Object.entries(values)),
    cheers: new Map(Object.entries(cheers)),
  });
}

describe('a board', () => {
  test('R5-11 who cheered the caller is told of those who are on the board', () => {
    const hidden = member('h', { hidden: true });
    const cheers = { me: ['a', 'h', 'gone'], a: ['me'] };
    const made = board({ [`me_${DAY}`]: value(7, 3) }, ['a', hidden, 'me'], cheers);
    expect(made.cheeredBy).toEqual(['a']);
    expect(made.rows[0]).toMatchObject({ own: true, cheers: 3 });
  });

  test('synced with no step yet comes last, has no rank and is not counted in “of”', () => {
    const made = board(
      { [`a_${DAY}`]: value(0, 1), [`b_${DAY}`]: value(0, 2), [`me_${DAY}`]: value(7, 3) },
      ['a', 'b', 'me'],
    );
    expect(made.rows.map(({ rank, uid }) => [rank, uid])).toEqual([
      [1, 'me'],
      [null, 'a'],
      [null, 'b'],
    ]);
    expect(made.own).toEqual({ rank: 1, steps: 7, of: 1, behindNext: 0 });
    expect(made.absent).toEqual([]);
    expect(board({ [`me_${DAY}`]: value(0, 3) }, ['me']).own).toBeNull();
  });

  test('R5-1 ranks with shared places and knows the own one', () => {
    const made = board(
      {
        [`a_${DAY}`]: value(900, 5),
        [`b_${DAY}`]: value(700, 9),
        [`me_${DAY}`]: value(700, 3),
        [`c_${DAY}`]: value(100, 1),
      },
      ['c', 'b', 'me', 'a'],
      { a: ['me', 'x'], me: ['a'] },
    );
    expect(made.rows.map(({ rank, uid }) => [rank, uid])).toEqual([
      [1, 'a'],
      [2, 'me'],
      [2, 'b'],
      [4, 'c'],
    ]);
    expect(made.own).toEqual({ rank: 2, steps: 700, of: 4, behindNext: 200 });
    expect(made.rows.map(({ cheers, cheered, own }) => [cheers, cheered, own])).toEqual([
      [2, true, false],
      [1, false, true],
      [0, false, false],
      [0, false, false],
    ]);
    expect([made.state, made.until]).toEqual(['open', Date.UTC(2026, 10, 22, 16) / 1000]);
  });

  test('R5-4 who has no number is below, with the day before', () => {
    const made = board(
      {
        [`me_${DAY}`]: value(5, 1),
        [`a_${DAY - 1}`]: value(8012, 1),
        [`b_${DAY - 1}`]: value(99_000, 1, { withheld: 'too-many-steps' }),
        [`c_${DAY - 1}`]: value(9000, 1, { maker: 'honor' }),
      },
      ['me', 'a', 'b', 'c'],
    );
    expect(made.rows).toHaveLength(1);
    expect(made.absent).toEqual([
      { uid: 'c', name: 'c', maker: 'honor', sourceClass: 'direct', previousSteps: 9000 },
      { uid: 'a', name: 'a', maker: 'codoon', sourceClass: 'direct', previousSteps: 8012 },
      { uid: 'b', name: 'b', maker: null, sourceClass: null, previousSteps: null },
    ]);
  });

  test('R12-2 R12-8 withheld numbers are nowhere; their owner is told', () => {
    const made = board(
      {
        [`me_${DAY}`]: value(70_000, 1, { withheld: 'too-many-steps' }),
        [`a_${DAY}`]: value(70_000, 1, { withheld: 'machine-like' }),
        [`v_${DAY}`]: value(5000, 1, { withheld: 'virtual', sourceClass: 'virtual' }),
      },
      ['me', 'a', 'v'],
    );
    expect(made.rows).toEqual([]);
    expect(made.absent.map(({ uid }) => uid)).toEqual(['v']);
    expect(made.own).toBeNull();
    expect(made.withheld).toBe('too-many-steps');
  });

  test('R5-9 a hidden caller is on no board, their own included', () => {
    const made = board({ [`me_${DAY}`]: value(70_000, 1, { withheld: 'virtual' }) }, []);
    expect(made).toMatchObject({ rows: [], absent: [], own: null, withheld: null });
  });
});
