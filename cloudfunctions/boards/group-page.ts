/** A page of a stored list: pure. Only those are shown who still sit there and show themselves. */
import { API_LIMITS, type BoardRow, type GroupBoard } from '../../miniprogram/contract/api';
import { dayState } from '../../miniprogram/contract/counting';
import { isSeen, type Shown, viewOf } from '../accounts';
import type { BoardValue } from '../activity';
import { behindNext } from './board';
import { FINAL, type GroupDayDoc, type ListedRow } from './group-list';

/** Who reads: their seat if they stand there themselves. */
export interface Reader {
  uid: string;
  seat: string | null;
  at: number;
}

export interface PageFacts extends Reader {
  list: GroupDayDoc;
  /** Where the page begins. */
  from: number;
  /** Who sits where. */
  sitting: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, Shown>;
  /** Senders of cheers, by receiver. */
  cheers: ReadonlyMap<string, readonly string[]>;
  /** What boards know of the reader's own day. */
  own: BoardValue | undefined;
}

/** The rows of a page, then the absent ones, as one sequence. */
function slice({ rows, absent }: GroupDayDoc, from: number) {
  const end = from + API_LIMITS.groupPage;
  const part = { from: Math.max(0, from - rows.length), end: Math.max(0, end - rows.length) };
  return { rows: rows.slice(from, end), absent: absent.slice(part.from, part.end), end };
}

const rowIn = (list: GroupDayDoc, seat: string | null): ListedRow | undefined =>
  list.rows.find((row) => row.seat === seat);

/** The seats of which a page needs to know who sits there. */
export function seatsOn(list: GroupDayDoc, from: number, seat: string | null): string[] {
  const { rows, absent } = slice(list, from);
  const mine = rowIn(list, seat);
  return [...new Set([...rows, ...absent, ...(mine ? [mine] : [])].map((row) => row.seat))];
}

export function makePage(facts: PageFacts): GroupBoard {
  const { list, from, people, sitting, uid, at } = facts;
  const { rows, absent, end } = slice(list, from);
  const shown = <R extends { seat: string }>({ seat, ...row }: R) => {
    const person = people.get(sitting.get(seat) ?? '');
    return person && isSeen(person) ? [{ ...viewOf(person), ...row }] : [];
  };
  const rowOf = (listed: ListedRow): BoardRow[] =>
    shown(listed).map((row) => {
      const senders = facts.cheers.get(row.uid) ?? [];
      const cheered = senders.includes(uid);
      return { ...row, cheers: senders.length, cheered, own: row.uid === uid };
    });
  const own = rowIn(list, facts.seat);
  const mine = own ? (rowOf(own)[0] ?? null) : null;
  const of = list.rows.length + list.absent.length;
  return {
    day: list.day,
    ...dayState(list.day, list.at),
    rows: rows.flatMap(rowOf),
    absent: absent.flatMap(shown).filter((row) => row.uid !== uid),
    withheld: facts.seat === null ? null : (facts.own?.withheld ?? null),
    own: placeOf(mine, list),
    mine,
    // What is final is as true as ever; any other list is of its moment.
    at: list.version === FINAL ? at : list.at,
    version: list.version,
    of,
    next: end < of ? end : null,
  };
}

function placeOf(mine: BoardRow | null, { rows, ranked: of }: GroupDayDoc): GroupBoard['own'] {
  if (!mine || mine.rank === null) return null;
  const { rank, steps } = mine;
  return { rank, steps, of, behindNext: behindNext(rows, steps) };
}
