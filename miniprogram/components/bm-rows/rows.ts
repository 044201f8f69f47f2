/** Lines of boards as words: pure functions of the row, the day and the language. */
import { addDays, BOARD_OFFSET_SECONDS, type DayKey, dayOf } from '../../contract/activity';
import type { AbsentRow, BoardRow, Person } from '../../contract/api';
import type { DayState, SourceClass } from '../../contract/counting';
import { makerOf } from '../../contract/makers';
import { boardWords } from '../../words/board';
import { age, clockTime, dayShort, grouped } from '../../words/format';
import { language, textOf } from '../../words/index';
import { DOT } from '../../words/spacing';
import { initialOf, tintOf } from '../bm-avatar/initial';
import type { RowView } from './row';

/** The day of a board, and how far it is. */
export interface OfDay {
  day: DayKey;
  state: DayState;
}

/** In the place of a rank. */
const NONE = '–';

/** When a row was synced: its age on the open day, then the time of day in Beijing, the clock of every board. */
export function syncedWords(syncedAt: number, board: DayKey, state: DayState, now: number): string {
  if (state === 'open') return age(syncedAt, now);
  const [day, time] = [dayOf(syncedAt), clockTime(syncedAt, BOARD_OFFSET_SECONDS)];
  const t = textOf(boardWords);
  // While yesterday settles it is yesterday, and today needs no name; later both are told by the day.
  const settling = state === 'settling';
  if (day === board) return settling ? `${t.boardYesterday} ${time}` : time;
  if (day === addDays(board, 1)) return settling ? time : t.boardNextDay(time);
  return dayShort(day);
}

/** What a source is called. */
export function sourceWords(sourceClass: SourceClass): string {
  const t = textOf(boardWords);
  return {
    direct: t.boardDirect,
    counter: t.boardCounter,
    werun: t.boardWerun,
    virtual: t.boardVirtual,
  }[sourceClass];
}

/** A row of somebody with a number. `now` in UTC seconds. */
function rankedRow(row: BoardRow, { day, state }: OfDay, now: number): RowView {
  const t = textOf(boardWords);
  const badge = makerOf(row.maker ?? '')?.name[language()] ?? '';
  const source = row.rank === null ? t.boardNoStepsRow : sourceWords(row.sourceClass);
  const steps = grouped(row.steps);
  const synced = syncedWords(row.syncedAt, day, state, now);
  const said = state === 'open' ? t.boardSyncedAge(synced) : synced;
  return {
    ...faceOf(row),
    rank: row.rank === null ? NONE : `${row.rank}`,
    top: row.rank === 1,
    own: row.own,
    me: t.boardMe,
    badge,
    source,
    steps,
    age: synced,
    cheers: row.cheers > 0 ? grouped(row.cheers) : '',
    filled: row.cheered,
    zero: row.rank === null,
    absent: false,
    line: false,
    tight: row.own || isTight(row.name, badge, source),
    label: listed(
      row.rank === null ? '' : t.boardRankLabel(row.rank),
      row.name,
      row.own ? t.boardMe : '',
      t.boardStepsLabel(steps),
      badge,
      source,
      said,
    ),
    cheerLabel: row.own
      ? t.cheerOwnLabel(row.cheers)
      : row.cheered
        ? t.cheerGivenLabel(row.name, row.cheers)
        : t.cheerLabel(row.name, row.cheers),
    openLabel: row.own ? '' : t.boardOpenDay(row.name),
  };
}

/** A row of somebody without a number of the day. `now` in UTC seconds. */
function absentRow(row: AbsentRow, { day, state }: OfDay, now: number): RowView {
  const t = textOf(boardWords);
  const today = day === dayOf(now);
  const badge = makerOf(row.maker ?? '')?.name[language()] ?? '';
  const previous =
    row.previousSteps === null || state === 'final'
      ? ''
      : (today ? t.boardAbsentPrevious : t.boardAbsentDayBefore)(grouped(row.previousSteps));
  const none = today ? t.boardAbsent : t.boardAbsentThatDay;
  const why = [
    row.sourceClass === 'werun' ? t.boardWerun : '',
    state === 'final' ? t.boardNoData : none,
    previous,
  ]
    .filter(Boolean)
    .join(DOT);
  return {
    ...faceOf(row),
    rank: NONE,
    top: false,
    own: false,
    me: '',
    badge,
    source: why,
    steps: '',
    age: '',
    cheers: '',
    filled: false,
    zero: false,
    absent: true,
    line: false,
    tight: true,
    label: listed(row.name, badge, why),
    cheerLabel: '',
    openLabel: '',
  };
}

/** What is there on the narrowest phone that has a row on one line: five Chinese letters of a name. */
const NAME_WIDTH = 11;
const META_WIDTH = 16;

/** In small letters: m, w, other ASCII and East Asia's are at most two of them, of no other letter is it known. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => {
    if (/[a-ln-vx-z\d ]/.test(letter)) return sum + 1;
    return sum + (/[!-~\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]/.test(letter) ? 2 : Infinity);
  }, 0);

/** Whether words may be too long for their place: what is sure not to be is not cut off. */
const isTight = (name: string, badge: string, source: string): boolean =>
  widthOf(name) > NAME_WIDTH || widthOf(badge + source) > META_WIDTH;

/** Whose row it is. */
export const faceOf = ({ uid, name, avatar = '' }: Person) => ({
  ...{ uid, name, avatar },
  ...{ initial: initialOf(name), tint: tintOf(uid) },
});

/** Rows of one card, parted by hairlines; `before`: what stands above the first of them. */
export const parted = (rows: readonly RowView[], before?: { own: boolean }): RowView[] =>
  rows.map((row, index) => {
    const above = index > 0 ? rows[index - 1] : before;
    return { ...row, line: above !== undefined && !row.own && !above.own };
  });

/** A row, and the board it came with. */
export interface Told<R> {
  row: R;
  board: OfDay;
}

/** Everybody who has a line: those with a number, below the last of them those without. */
export interface Everybody {
  rows: readonly Told<BoardRow>[];
  absent: readonly Told<AbsentRow>[];
}

/** The lines from one place up to another. `now` in UTC seconds. */
export function linesOf({ rows, absent }: Everybody, now: number, from: number, to: number) {
  const [first, end] = [from, to].map((at) => Math.max(0, at - rows.length)) as [number, number];
  return {
    rows: parted(
      rows.slice(from, to).map(({ row, board }) => rankedRow(row, board, now)),
      rows[from - 1]?.row,
    ),
    absent: parted(
      absent.slice(first, end).map(({ row, board }) => absentRow(row, board, now)),
      first > 0 ? { own: false } : undefined,
    ),
  };
}

/** Parts of a spoken label, with the comma of the language. */
export function listed(...parts: string[]): string {
  return parts.filter(Boolean).join(language() === 'zh' ? '，' : ', ');
}
