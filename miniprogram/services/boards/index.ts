/** The friends board: from the cloud, kept for the first paint, and the one thing to do on it. */

import type { DayKey } from '../../contract/activity';
import type { BoardRow, FriendsBoard, Person } from '../../contract/api';
import { now } from '../../lib/clock';
import { ask } from '../../phone/cloud';
import { stored } from '../../phone/store';

export { cachedWorld, worldBoard } from './world';

/** A board and when this phone received it (UTC seconds by the phone's clock). */
export interface KeptBoard {
  board: FriendsBoard;
  receivedAt: number;
}

/** A board older than this says how old it is. */
export const FRESH_SECONDS = 60;
/** Boards kept for the first paint: today, yesterday, and one more. */
const KEPT = 3;

const kept = stored<KeptBoard[]>('boards.friends', [], Array.isArray);

/** The board as this phone last saw it, or null. */
export const cachedFriendBoard = (day: DayKey): KeptBoard | null =>
  kept.get().find(({ board }) => board.day === day) ?? null;

/** Asks for a day's board and keeps it. Rejects with an AppError. */
export async function friendBoard(day: DayKey): Promise<KeptBoard> {
  const board = await ask('board.friends', { day });
  const entry = { board, receivedAt: now() };
  keep(entry);
  return entry;
}

/** Forgets what was kept, for when somebody joined or left the board. */
export const forgetBoards = (): void => kept.clear();

function keep(entry: KeptBoard): void {
  const others = kept.get().filter(({ board }) => board.day !== entry.board.day);
  kept.set([entry, ...others].slice(0, KEPT));
}

/** How many seconds old a kept board is. */
export const boardAge = ({ receivedAt }: KeptBoard): number => Math.max(0, now() - receivedAt);

/** The board with one row changed; everything else stays the same object. */
export function withRow(
  board: FriendsBoard,
  uid: string,
  change: (row: BoardRow) => BoardRow,
): FriendsBoard {
  return { ...board, rows: board.rows.map((row) => (row.uid === uid ? change(row) : row)) };
}

/** Who cheered the board's owner, of those who are on it. */
export function cheerersOn({ rows, absent, cheeredBy }: FriendsBoard): Person[] {
  const by = new Set(cheeredBy);
  return [...rows, ...absent].filter(({ uid }) => by.has(uid));
}

/** Takes a change of a board, at once: the page shows it. */
export type EditBoard = (edit: (board: FriendsBoard) => FriendsBoard) => void;

/**
 * Cheers a friend: the heart fills at once, the cloud's count follows and is returned, a
 * failure restores it. Rejects with an AppError after restoring.
 */
export async function cheer(to: string, day: DayKey, show: EditBoard): Promise<number> {
  const change: EditBoard = (edit) => {
    show(edit);
    const entry = cachedFriendBoard(day);
    if (entry) keep({ ...entry, board: edit(entry.board) });
  };
  change((board) =>
    withRow(board, to, (row) => ({ ...row, cheered: true, cheers: row.cheers + 1 })),
  );
  try {
    const { cheers } = await ask('cheer.send', { to, day });
    change((board) => withRow(board, to, (row) => ({ ...row, cheered: true, cheers })));
    return cheers;
  } catch (failure) {
    change((board) =>
      withRow(board, to, (row) => ({
        ...row,
        cheered: false,
        cheers: Math.max(0, row.cheers - 1),
      })),
    );
    throw failure;
  }
}
