/** A group's board as words: a pure function of the pages that are known, the clock and the language. */
import type { OwnCard } from '../../../behaviors/board';
import type { RowView } from '../../../components/bm-rows/row';
import { type Everybody, linesOf } from '../../../components/bm-rows/rows';
import type { GroupBoard } from '../../../contract/api';
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
  return {
    own: first ? ownCard(first) : null,
    ...linesOf(everybodyOn(pages), now, 0, most),
    missing: first && member && !first.mine ? missingFrom(first, hidden) : null,
    more: last !== undefined && last.next !== null,
  };
}

/** Everybody of all pages who has a line. */
export const everybodyOn = (pages: readonly GroupBoard[]): Everybody => ({
  rows: pages.flatMap((board) => board.rows.map((row) => ({ row, board }))),
  absent: pages.flatMap((board) => board.absent.map((row) => ({ row, board }))),
});

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
