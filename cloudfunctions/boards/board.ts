/** A board from what is known of each person: pure, so that its rules can be read and tested. */
import { addDays, type DayKey } from '../../miniprogram/contract/activity';
import type { AbsentRow, Board, BoardRow, FriendsBoard } from '../../miniprogram/contract/api';
import { dayState } from '../../miniprogram/contract/counting';
import { rankRows } from '../../miniprogram/contract/rank';
import { type BoardValue, dayId } from '../activity';
import type { Member } from './members';

export interface BoardFacts {
  day: DayKey;
  at: number;
  own: string;
  /** Everyone who holds a place, the caller too. */
  members: readonly Member[];
  /** By `dayId`: this day and the one before. */
  values: ReadonlyMap<string, BoardValue>;
  /** Senders of cheers, by receiver. */
  cheers: ReadonlyMap<string, readonly string[]>;
}

/** Everybody's row, and who has none; `ranked` counts those who hide on a final list, too. */
export function rowsOf(facts: BoardFacts): {
  rows: BoardRow[];
  absent: AbsentRow[];
  ranked: number;
} {
  const placed = rankRows(facts.members.flatMap((member) => rowOf(member, facts)));
  const hidden = new Set(facts.members.flatMap((member) => (member.hidden ? member.uid : [])));
  return {
    rows: placed.filter(({ uid }) => !hidden.has(uid)),
    absent: facts.members
      .filter(({ uid }) => !hidden.has(uid))
      .flatMap((member) => absentOf(member, facts))
      .sort(byPrevious),
    ranked: placed.filter((row) => row.rank !== null).length,
  };
}

export function makeBoard(facts: BoardFacts): FriendsBoard {
  const { day, at, own } = facts;
  const { rows, absent, ranked } = rowsOf(facts);
  const seen = facts.members.some(({ uid, hidden }) => uid === own && !hidden);
  const shown = new Set([...rows, ...absent].map(({ uid }) => uid));
  const ownValue = seen ? facts.values.get(dayId(own, day)) : undefined;
  return {
    day,
    ...dayState(day, at),
    rows,
    absent,
    withheld: ownValue?.withheld ?? null,
    own: placeOf(rows, ranked),
    cheeredBy: (facts.cheers.get(own) ?? []).filter((uid) => shown.has(uid)),
    at,
  };
}

/** How many steps the next one ahead has more, of those who may be seen; 0 for the first. */
export function behindNext(rows: readonly { steps: number }[], steps: number): number {
  const ahead = rows.filter((row) => row.steps > steps).map((row) => row.steps - steps);
  return ahead.length > 0 ? Math.min(...ahead) : 0;
}

/** The own place among all who hold one. */
function placeOf(rows: readonly BoardRow[], of: number): Board['own'] {
  const mine = rows.find((row) => row.own);
  if (!mine || mine.rank === null) return null;
  const { rank, steps } = mine;
  return { rank, steps, of, behindNext: behindNext(rows, steps) };
}

function rowOf(member: Member, facts: BoardFacts): Omit<BoardRow, 'rank'>[] {
  const value = facts.values.get(dayId(member.uid, facts.day));
  if (!value || value.withheld !== null) return [];
  const { hidden: _hidden, knownBefore: _knownBefore, ...person } = member;
  const { steps, sourceClass, maker, reachedAt, syncedAt } = value;
  const from = facts.cheers.get(member.uid) ?? [];
  return [
    {
      ...person,
      ...{ steps, sourceClass, maker, reachedAt, syncedAt },
      cheers: from.length,
      cheered: from.includes(facts.own),
      own: member.uid === facts.own,
    },
  ];
}

/** A friend without a number is shown with the day before; one whose number is withheld is not. */
function absentOf(member: Member, { day, own, values }: BoardFacts): AbsentRow[] {
  const { hidden: _hidden, knownBefore, ...person } = member;
  if (member.uid === own) return [];
  const value = values.get(dayId(member.uid, day));
  if (value && value.withheld !== 'virtual') return [];
  const previous = values.get(dayId(member.uid, addDays(day, -1)));
  const shown = knownBefore && previous?.withheld === null ? previous : null;
  const { maker = null, sourceClass = null, steps: previousSteps = null } = shown ?? {};
  return [{ ...person, maker, sourceClass, previousSteps }];
}

const byPrevious = (a: AbsentRow, b: AbsentRow) =>
  (b.previousSteps ?? -1) - (a.previousSteps ?? -1) || (a.uid < b.uid ? -1 : 1);
