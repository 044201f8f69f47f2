/** The friends board as words: a pure function of the board, the clock and the language. */
import type { OwnCard } from '../../../behaviors/board';
import type { RowView } from '../../../components/bm-rows/row';
import { type Everybody, linesOf } from '../../../components/bm-rows/rows';
import type { Board, BoardRow } from '../../../contract/api';
import { boardWords } from '../../../words/board';
import { grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { type Caller, type Missing, missing, type Note, notesOf } from './caller';

export interface RankingView {
  own: OwnCard | null;
  notes: Note[];
  /** Why there is no own row: title and sentence, or null. */
  missing: Missing | null;
  rows: RowView[];
  absent: RowView[];
  /** No friend yet. */
  alone: boolean;
}

/**
 * Everything below the day line. `now` in UTC seconds. Of more people than `most` there are the first;
 * who has no number comes after the last who has.
 */
export function rankingView(
  board: Board,
  now: number,
  caller: Caller,
  most = Number.POSITIVE_INFINITY,
): RankingView {
  const { state } = board;
  const ownRow = board.rows.find((row) => row.own);
  const alone = isAlone(board);
  const settling = state === 'settling';
  return {
    own: ownRow && !alone && !settling ? ownCard(board, ownRow) : null,
    notes: notesOf(board, ownRow, caller),
    missing: ownRow ? null : missing(board, now, caller),
    ...linesOf(everybodyOn(board), now, 0, most),
    alone,
  };
}

/** Whether there is nobody but the caller. */
export const isAlone = ({ rows, absent }: Board): boolean =>
  absent.length === 0 && rows.every((row) => row.own);

/** Everybody who has a line; nobody on a board that is not known. */
export const everybodyOn = (board?: Board): Everybody => ({
  rows: board?.rows.map((row) => ({ row, board })) ?? [],
  absent: board?.absent.map((row) => ({ row, board })) ?? [],
});

/**
 * The own place among everybody of the day, those without steps and those whose place is a gap now
 * too; null without a step.
 */
function ownCard({ rows, absent, own }: Board, row: BoardRow): OwnCard | null {
  const t = textOf(boardWords);
  if (row.rank === null) return null;
  const next = rows.filter((other) => other.steps > row.steps).pop();
  const unranked = rows.filter(({ rank }) => rank === null).length + absent.length;
  return {
    uid: row.uid,
    name: row.name,
    avatar: row.avatar ?? '',
    title: t.boardPlace(row.rank, (own?.of ?? 0) + unranked),
    note: next ? t.boardBehind(next.rank!, grouped(next.steps - row.steps)) : t.boardFirst,
    steps: grouped(row.steps),
  };
}
