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
  /** Of the day before: steps, if there were any, and where they came from. */
  previousSteps: number | null;
  sourceClass: SourceClass | null;
  maker: string | null;
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
  /** The caller's place among those who have steps, and how far the next one is ahead; or null. */
  own: { rank: number; steps: number; of: number; behindNext: number } | null;
  /** Server time, UTC seconds. */
  at: number;
}

/** The board of the caller's friends. */
export interface FriendsBoard extends Board {
  /** Who of the people on it cheered the caller. */
  cheeredBy: string[];
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

/** What a card opened in a group leads to. */
export interface OpenedGroup {
  group: string;
  /** WeChat's own id of the group, for its `open-data` to show the name; nothing takes it as a proof. */
  openGid: string;
  member: boolean;
  count: number;
  mayView: boolean;
  /** UTC seconds until which a guest may look; null for members. */
  until: number | null;
}

/** Everybody's day, as of `at`. Below 200 people, and before the first count, `of` is 0. */
export interface World {
  day: DayKey;
  state: DayState;
  /** Of how many of a hundred (to a hundredth) the caller is ahead. */
  ahead: number | null;
  /** The caller's place where it is among the first hundred. */
  rank: number | null;
  /** The caller's steps that count here, or null. */
  steps: number | null;
  /** About how many more steps lead to the next round part, on a day that is open. */
  next: { ahead: number; steps: number } | null;
  /** How many of a hundred walked 0–999 steps, 1,000–1,999 … and 15,000 or more; 16, or none. */
  bins: number[];
  top: WorldRow[];
  /** People with steps, and of how many the rest was told: of all, or of a sample. */
  of: number;
  sampled: number;
  at: number;
}

/** One band's part of a friend's day. */
export interface FriendSource {
  maker: string | null;
  /** 0 where the band kept the day's total alone. */
  slots: number;
  steps: number;
}

/** A friend's day, as the board shows it; never a serial, sleep, or WeRun by the hour. */
export interface FriendDay extends Omit<BoardRow, 'rank' | 'own' | 'reachedAt'> {
  day: DayKey;
  state: DayState;
  /** Steps of 24 hours; null where there are none, or where later data changed them. */
  hours: number[] | null;
  /** What the hours are made of, those that gave most first. */
  sources: FriendSource[];
  ruleVersion: number;
  /** Server time, UTC seconds. */
  at: number;
}

/** Somebody on everybody's board: nobody is told who it is, but by their own row the person. */
export type WorldRow = Pick<BoardRow, 'rank' | 'name' | 'steps' | 'sourceClass' | 'maker' | 'own'>;
