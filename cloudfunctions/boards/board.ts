/** A board from what is known of each person: pure, so that its rules can be read and tested. */
import { addDays, type DayKey } from '../../miniprogram/contract/activity';
import type { AbsentRow, Board, BoardRow, Person } from '../../miniprogram/contract/api';
import { dayState } from '../../miniprogram/contract/counting';
import { rankRows } from '../../miniprogram/contract/rank';
import { type BoardValue, dayId } from '../activity';

export interface BoardFacts {
  day: DayKey;
  at: number;
  own: string;
  /** Everyone who may be seen, the caller too unless hidden. */
  people: readonly Person[];
  /** By `dayId`: this day and the one before. */
  values: ReadonlyMap<string, BoardValue>;
  /** Senders of cheers, by receiver. */
  cheers: ReadonlyMap<string, readonly string[]>;
}

export function makeBoard(facts: BoardFacts): Board {
  const { day, at, own } = facts;
  const { state, until } = dayState(day, at);
  const rows = rankRows(facts.people.flatMap((person) => rowOf(person, facts)));
  const mine = rows.find((row) => row.own);
  const ownValue = facts.people.some(({ uid }) => uid === own)
    ? facts.values.get(dayId(own, day))
    : undefined;
  return {
    day,
    state,
    until,
    rows,
    absent: facts.people.flatMap((person) => absentOf(person, facts)).sort(byPrevious),
    withheld: ownValue?.withheld ?? null,
    own: placeOf(mine, rows),
    at,
  };
}

function placeOf(mine: BoardRow | undefined, rows: readonly BoardRow[]): Board['own'] {
  if (!mine || mine.rank === null) return null;
  const { rank, steps } = mine;
  const of = rows.filter((row) => row.rank !== null).length;
  return { rank, steps, of, behindFirst: rows[0]!.steps - steps };
}

function rowOf(person: Person, facts: BoardFacts): Omit<BoardRow, 'rank'>[] {
  const value = facts.values.get(dayId(person.uid, facts.day));
  if (!value || value.withheld !== null) return [];
  const { steps, sourceClass, maker, reachedAt, syncedAt } = value;
  const from = facts.cheers.get(person.uid) ?? [];
  return [
    {
      ...person,
      ...{ steps, sourceClass, maker, reachedAt, syncedAt },
      cheers: from.length,
      cheered: from.includes(facts.own),
      own: person.uid === facts.own,
    },
  ];
}

/** A friend without a number is shown with the day before; one whose number is withheld is not. */
function absentOf(person: Person, { day, own, values }: BoardFacts): AbsentRow[] {
  if (person.uid === own) return [];
  const value = values.get(dayId(person.uid, day));
  if (value && value.withheld !== 'virtual') return [];
  const previous = values.get(dayId(person.uid, addDays(day, -1)));
  const shown = previous && previous.withheld === null ? previous : null;
  return [{ ...person, maker: shown?.maker ?? null, previousSteps: shown?.steps ?? null }];
}

const byPrevious = (a: AbsentRow, b: AbsentRow) =>
  (b.previousSteps ?? -1) - (a.previousSteps ?? -1) || (a.uid < b.uid ? -1 : 1);
