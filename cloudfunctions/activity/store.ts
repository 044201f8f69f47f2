import type { DayKey } from '../../miniprogram/contract/activity';
import type {
  Allowed,
  DayTotal,
  SourceClass,
  WithheldReason,
} from '../../miniprogram/contract/counting';
import { collection } from '../cloud';
import type { StoredTold } from './told';

/** What a board shows of a day. */
export interface BoardValue {
  steps: number;
  sourceClass: SourceClass;
  maker: string | null;
  /** UTC seconds at which this total arrived. */
  reachedAt: number;
  /** UTC seconds of the last upload for this day. */
  syncedAt: number;
  withheld: WithheldReason | null;
}

/** A person's day: what was told of it, and how it was counted. */
export interface DayDoc {
  /** `uid_day`. */
  _id: string;
  uid: string;
  day: DayKey;
  /** For the owner: always the newest count. */
  total: DayTotal;
  /** The maker whose band gave most of it. */
  maker: string | null;
  /** Who told of this day, in the order of `told`. */
  bands: string[];
  /** What each of them told: read by whoever counts, and by no board. */
  told: StoredTold[];
  /** For boards: follows the total until the day is final. Null when the first data came later. */
  board: BoardValue | null;
  /** What a review let count; every later count of the day reads it. */
  allowed?: Allowed;
}

export const days = collection<DayDoc>('days');

/** All of a day. */
export const DAY = [
  ...(['_id', 'uid', 'day', 'total', 'maker'] as const),
  ...(['bands', 'told', 'board', 'allowed'] as const),
] as const satisfies readonly (keyof DayDoc)[];

export const dayId = (uid: string, day: DayKey) => `${uid}_${day}`;
