/** The friends board as words: a pure function of the board, the clock and the language. */
import type { RowView } from '../../components/bm-row/row';
import { addDays, BOARD_OFFSET_SECONDS, type DayKey, dayOf } from '../../contract/activity';
import type { AbsentRow, Board, BoardRow } from '../../contract/api';
import { type DayState, dayState, type SourceClass } from '../../contract/counting';
import { makerOf } from '../../contract/makers';
import { FRESH_SECONDS } from '../../services/boards/index';
import { age, dayShort, grouped } from '../../words/format';
import { language, text } from '../../words/index';
import { type Caller, type Missing, missing, type Note, notesOf } from './caller';

/** The line above the board. */
export interface DayLine {
  label: string;
  state: DayState;
  stateWord: string;
  /** Theme of the tag. */
  theme: 'primary' | 'warning' | 'default';
  /** When the state ends, or empty. */
  until: string;
  /** Whether there is a later day. */
  later: boolean;
}

/** The card above the list. */
export interface OwnCard {
  uid: string;
  name: string;
  avatar: string;
  title: string;
  note: string;
  steps: string;
}

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

/** In the place of a rank. */
const NONE = '–';

const pad = (value: number) => (value < 10 ? `0${value}` : `${value}`);

/** "23:41" in Beijing, the clock of every board. */
function clock(at: number): string {
  const date = new Date((at + BOARD_OFFSET_SECONDS) * 1000);
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
}

/** When a row was synced: its age on the open day, the time of day afterwards. */
function syncedWords(syncedAt: number, board: DayKey, state: DayState, now: number): string {
  if (state === 'open') return age(syncedAt, now);
  const day = dayOf(syncedAt);
  if (day === board) return clock(syncedAt);
  if (day === addDays(board, 1)) return text().boardNextDay(clock(syncedAt));
  return dayShort(day);
}

/** The line of a day. `now` in UTC seconds. */
export function dayLine(day: DayKey, now: number): DayLine {
  const t = text();
  const { state, until } = dayState(day, now);
  const today = dayOf(now);
  const left = Math.max(0, Math.ceil(((until ?? now) - now) / 60));
  return {
    label:
      day === today
        ? t.boardToday(dayShort(day))
        : day === addDays(today, -1)
          ? t.boardYesterday
          : dayShort(day),
    state,
    stateWord: { open: t.boardOpen, settling: t.boardSettling, final: t.boardFinal }[state],
    theme: ({ open: 'primary', settling: 'warning', final: 'default' } as const)[state],
    until: {
      open: t.boardUntilMidnight,
      settling: t.boardLeft(Math.floor(left / 60), left % 60),
      final: t.boardFinalSince(dayShort(addDays(day, 1))),
    }[state],
    later: day < today,
  };
}

function sourceWords(sourceClass: SourceClass): string {
  const t = text();
  return {
    direct: t.boardDirect,
    counter: t.boardCounter,
    werun: t.boardWerun,
    virtual: t.boardVirtual,
  }[sourceClass];
}

function rankedRow(row: BoardRow, { day, state }: Board, now: number): RowView {
  const t = text();
  const badge = makerOf(row.maker ?? '')?.name[language()] ?? '';
  const source = row.rank === null ? t.boardNoStepsRow : sourceWords(row.sourceClass);
  const steps = grouped(row.steps);
  const synced = syncedWords(row.syncedAt, day, state, now);
  const said = state === 'open' ? t.boardSyncedAge(synced) : synced;
  return {
    uid: row.uid,
    name: row.name,
    avatar: row.avatar ?? '',
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
  };
}

function absentRow(row: AbsentRow, day: DayKey, now: number): RowView {
  const t = text();
  const today = day === dayOf(now);
  const badge = makerOf(row.maker ?? '')?.name[language()] ?? '';
  const previous =
    row.previousSteps === null
      ? ''
      : (today ? t.boardAbsentPrevious : t.boardAbsentDayBefore)(grouped(row.previousSteps));
  const why = [today ? t.boardAbsent : t.boardAbsentThatDay, previous].filter(Boolean).join(' · ');
  return {
    uid: row.uid,
    name: row.name,
    avatar: row.avatar ?? '',
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
    label: listed(row.name, badge, why),
    cheerLabel: '',
  };
}

/** Parts of a spoken label, with the comma of the language. */
function listed(...parts: string[]): string {
  return parts.filter(Boolean).join(language() === 'zh' ? '，' : ', ');
}

/** Everything below the day line. `now` in UTC seconds. */
export function rankingView(board: Board, now: number, caller: Caller): RankingView {
  const { state } = board;
  const ownRow = board.rows.find((row) => row.own);
  const alone = board.rows.every((row) => row.own) && board.absent.length === 0;
  const settling = state === 'settling';
  return {
    own: ownRow && !alone && !settling ? ownCard(board, ownRow) : null,
    notes: notesOf(board, ownRow, caller),
    missing: ownRow ? null : missing(board, now, caller),
    rows: board.rows.map((row) => rankedRow(row, board, now)),
    absent: board.absent.map((row) => absentRow(row, board.day, now)),
    alone,
  };
}

/**
 * The own place among everybody of the day, those without steps and those whose place is a gap now
 * too; null without a step.
 */
function ownCard({ rows, absent, own }: Board, row: BoardRow): OwnCard | null {
  const t = text();
  if (row.rank === null) return null;
  const ahead = rows.filter((other) => other.rank !== null && other.steps > row.steps);
  const next = ahead[ahead.length - 1];
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

/** Below a board that is final. */
export const finalWords = (): string => `${text().boardBeijing} · ${text().boardUnchanging}`;

/** "按北京时间计日 · 30 秒前更新"; a board that could not be renewed says how old it is instead. */
export function footerWords(ageSeconds: number, renewed: boolean): string {
  const t = text();
  const words = age(0, ageSeconds);
  if (!renewed && ageSeconds > FRESH_SECONDS) return t.boardFrom(words);
  const updated =
    ageSeconds < 10
      ? t.boardUpdatedNow
      : ageSeconds < 60
        ? t.boardUpdatedSeconds(ageSeconds)
        : t.boardUpdated(words);
  return `${t.boardBeijing} · ${updated}`;
}
