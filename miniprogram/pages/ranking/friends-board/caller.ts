/** What a board does not say of who looks at it: why there is no place, and what is on no board. */
import { dayOf } from '../../../contract/activity';
import type { Board, BoardRow } from '../../../contract/api';
import type { DayState } from '../../../contract/counting';
import { boardWords } from '../../../words/board';
import type { Device } from '../../../words/device';
import { age, grouped } from '../../../words/format';
import { textOf } from '../../../words/index';

/** A sentence above the rows; `late`: of the time that is left. */
export interface Note {
  words: string;
  late: boolean;
}

/** What the phone knows of the caller that a board does not say. */
export interface Caller {
  /** Hides from boards. */
  hidden: boolean;
  /** Has no band but virtual ones, which never get a place. */
  virtualOnly: boolean;
  bandless: boolean;
  /** What they wear. */
  device: Device;
  /** Has only bands that forget a day when it is over. */
  counterOnly: boolean;
  /** A real band was last read on the day of the board. */
  synced: boolean;
  /** Steps wait for the cloud. */
  waiting: boolean;
  /** Steps of the day that the cloud keeps off boards. */
  withheld: number;
  /** The day's steps as the cloud counts them in the caller's history; null when not known. */
  steps: number | null;
  /** How old the board is, seconds, when it could not be renewed; else null. */
  old: number | null;
}

/** What is to be said of a board beside its rows. */
export function notesOf(
  { state }: Board,
  own: BoardRow | undefined,
  { withheld, steps }: Caller,
): Note[] {
  const t = textOf(boardWords);
  const notes: Note[] = [];
  if (state === 'settling') notes.push({ words: t.boardSettlingNote, late: true });
  const later = state === 'final' && own && steps !== null ? steps - own.steps : 0;
  if (later > 0)
    notes.push({ words: t.boardLateSteps(grouped(later), grouped(steps!)), late: false });
  if (own && withheld > 0)
    notes.push({ words: t.boardWithheldPart(grouped(withheld)), late: false });
  return notes;
}

export interface Missing {
  title: string;
  hint: string;
  /** They hide: what shows them again is at hand. */
  hidden?: true;
}

/** Why the caller is not on this board, and what would change it: never what a sync cannot do. */
export function missing(board: Board, now: number, caller: Caller): Missing {
  const t = textOf(boardWords);
  if (caller.hidden) return { title: t.boardHidden, hint: t.boardHiddenHint, hidden: true };
  if (board.withheld === 'virtual' || (caller.virtualOnly && !board.withheld)) {
    return { title: t.boardWithheldTitle, hint: t.boardVirtualHint };
  }
  if (board.withheld) return { title: t.boardWithheldTitle, hint: t.boardWithheldHint };
  if (caller.old !== null && board.state !== 'final') {
    return { title: t.boardFrom(age(0, caller.old)), hint: t.boardOldHint };
  }
  const title = board.day === dayOf(now) ? t.boardNoSteps : t.boardNoStepsThatDay;
  return { title, hint: hintOf(board.state, caller) };
}

function hintOf(
  state: DayState,
  { bandless, counterOnly, synced, waiting, device }: Caller,
): string {
  const t = textOf(boardWords, device);
  if (state === 'final') return '';
  if (bandless) return t.boardNoBandHint;
  if (waiting) return t.boardWaitingHint;
  if (state === 'settling' && counterOnly) return t.boardCounterHint;
  return state === 'open' && synced ? t.boardSyncedHint : t.boardNoStepsHint;
}
