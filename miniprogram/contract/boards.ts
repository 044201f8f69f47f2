/** Boards: people compared on one day. */
import type { DayKey } from './activity';
import type { DayState, SourceClass, WithheldReason } from './counting';
import type { Person } from './people';

/** A person's line on a board. */
export interface BoardRow extends Person {
  /** Null for somebody who synced and has no step yet. */
  rank: number | null;
  steps: number;
  sourceClass: SourceClass;
  /** Maker id, or null for WeRun. */
  maker: string | null;
  syncedAt: number;
  reachedAt: number;
  cheers: number;
  /** Whether the caller cheered this row today. */
  cheered: boolean;
  own: boolean;
}

/** A friend who has no number for this day. */
export interface AbsentRow extends Person {
  maker: string | null;
  /** The day before's steps, if there were any. */
  previousSteps: number | null;
}

export interface Board {
  day: DayKey;
  state: DayState;
  /** UTC seconds until which the day takes data in this state, or null. */
  until: number | null;
  rows: BoardRow[];
  absent: AbsentRow[];
  /** Why the caller has no row although they have steps, or null. */
  withheld: WithheldReason | null;
  /** The caller's place among those who have steps, or null. */
  own: { rank: number; steps: number; of: number; behindFirst: number } | null;
  /** Server time, UTC seconds. */
  at: number;
}

/**
 * A page of a group's list. `rows` and `absent` are of the page, the rest is of the list. Pages of one
 * version are of one moment, whoever uploads meanwhile; who left or hides since is missing.
 */
export interface GroupBoard extends Board {
  version: string;
  /** The caller's row, on whatever page it is. */
  mine: BoardRow | null;
  /** How many the list has, absent ones included. */
  of: number;
  /** Where the next page begins; null after the last. */
  next: number | null;
}

/** Somebody on everybody's board: nobody is told who it is, but by their own row the person. */
export type WorldRow = Pick<BoardRow, 'rank' | 'name' | 'steps' | 'sourceClass' | 'maker' | 'own'>;
