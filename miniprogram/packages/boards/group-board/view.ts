/** A group's board as words: a pure function of the pages that are known, the clock and the language. */
import type { OwnCard } from '../../../behaviors/board';
import type { RowView } from '../../../components/bm-rows/row';
import { absentRow, parted, rankedRow } from '../../../components/bm-rows/rows';
import type { AbsentRow, BoardRow, GroupBoard } from '../../../contract/api';
import { boardWords } from '../../../words/board';
import { finalWords, footerWords } from '../../../words/board-age';
import { grouped } from '../../../words/format';
import { groupWords } from '../../../words/groups';
import { textOf } from '../../../words/index';

export interface GroupView {
  own: OwnCard | null;
  rows: RowView[];
  absent: RowView[];
  /** Why a member has no row: a title and perhaps a sentence, or null. */
  missing: { title: string; hint: string; hidden?: true } | null;
  /** There are more people than are shown. */
  more: boolean;
}

/** What the phone knows of who looks on. */
export interface Onlooker {
  member: boolean;
  hidden: boolean;
}

/**
 * `pages` are of one list, in order; at least one. `now` in UTC seconds. Of more people than `most`
 * there are the first; who has no number comes after the last who has.
 */
export function groupView(
  pages: readonly GroupBoard[],
  now: number,
  { member, hidden }: Onlooker,
  most = Number.POSITIVE_INFINITY,
): GroupView {
  const [first] = pages;
  const last = pages[pages.length - 1];
  const rows = rowsOf(pages);
  return {
    own: first ? ownCard(first) : null,
    rows: viewsOf(rows, now, 0, most),
    absent: absentViewsOf(absentOf(pages), now, 0, Math.max(0, most - rows.length)),
    missing: first && member && !first.mine ? missingFrom(first, hidden) : null,
    more: last !== undefined && last.next !== null,
  };
}

/** A row and the page it came with. */
interface Told<R> {
  row: R;
  page: GroupBoard;
}

/** The rows of all pages. */
export const rowsOf = (pages: readonly GroupBoard[]): Told<BoardRow>[] =>
  pages.flatMap((page) => page.rows.map((row) => ({ row, page })));

/** Those without a number, likewise. */
export const absentOf = (pages: readonly GroupBoard[]): Told<AbsentRow>[] =>
  pages.flatMap((page) => page.absent.map((row) => ({ row, page })));

/** Those from one place up to another as they are drawn. */
export const viewsOf = (
  rows: readonly Told<BoardRow>[],
  now: number,
  from: number,
  to: number,
): RowView[] =>
  parted(
    rows.slice(from, to).map(({ row, page }) => rankedRow(row, page, now)),
    rows[from - 1]?.row,
  );

/** Those without a number, likewise. */
export const absentViewsOf = (
  rows: readonly Told<AbsentRow>[],
  now: number,
  from: number,
  to: number,
): RowView[] =>
  parted(
    rows.slice(from, to).map(({ row, page }) => absentRow(row, page, now)),
    from > 0 ? { own: false } : undefined,
  );

function ownCard({ own, mine, of }: GroupBoard): OwnCard | null {
  if (!own || !mine) return null;
  const place = textOf(boardWords);
  const ahead = textOf(groupWords).groupAheadBy(grouped(own.behindNext));
  return {
    uid: mine.uid,
    name: mine.name,
    avatar: mine.avatar ?? '',
    title: place.boardPlace(own.rank, of),
    note: own.rank === 1 ? place.boardFirst : ahead,
    steps: grouped(own.steps),
  };
}

function missingFrom({ withheld, state }: GroupBoard, hidden: boolean): GroupView['missing'] {
  const t = textOf(boardWords);
  if (hidden) return { title: t.boardHidden, hint: t.boardHiddenHint, hidden: true };
  if (withheld === 'virtual') return { title: t.boardWithheldTitle, hint: t.boardVirtualHint };
  if (withheld) return { title: t.boardWithheldTitle, hint: t.boardWithheldHint };
  return state === 'open'
    ? { title: t.boardNoSteps, hint: t.boardNoStepsHint }
    : { title: t.boardNoStepsThatDay, hint: '' };
}

/** Below the list: how long a guest may look, else how old the list is. */
export function groupFooter(
  board: GroupBoard,
  { until, old, ageSeconds }: { until: number | null; old: boolean; ageSeconds: number },
  now: number,
): string {
  const t = textOf(groupWords);
  if (until !== null) return t.groupTimeLeft(Math.max(1, Math.ceil((until - now) / 60)));
  if (board.state === 'final') return finalWords();
  return footerWords(t.groupMembers, ageSeconds, old);
}
