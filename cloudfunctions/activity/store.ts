import type { Amount, DayKey, DaySlots } from '../../miniprogram/contract/activity';
import {
  type Allowed,
  type DaySource,
  type DayTotal,
  type SourceClass,
  WERUN,
  type WithheldReason,
} from '../../miniprogram/contract/counting';
import { collection } from '../cloud';

/** Everything one band of one person said about one day: the raw material, never deleted by rules. */
export interface BandDayDoc {
  /** `uid_band_day`. */
  _id: string;
  uid: string;
  band: string;
  day: DayKey;
  maker: string | null;
  virtual: boolean;
  slots: DaySlots;
  counter?: Amount;
  /** The person said that the counter is wrong: it is kept and does not count. */
  counterDropped?: true;
}

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

/** A person's counted day. */
export interface DayDoc {
  /** `uid_day`. */
  _id: string;
  uid: string;
  day: DayKey;
  /** For the owner: always the newest count. */
  total: DayTotal;
  /** The maker whose band gave most of it. */
  maker: string | null;
  /** Bands with data on this day. */
  bands: string[];
  /** For boards: follows the total until the day is final. Null when the first data came later. */
  board: BoardValue | null;
  /** What a review let count; every later count of the day reads it. */
  allowed?: Allowed;
}

export const bandDays = collection<BandDayDoc>('bandDays');
export const days = collection<DayDoc>('days');

/** All of a band day. */
export const BAND_DAY = [
  ...(['_id', 'uid', 'band', 'day', 'maker', 'virtual'] as const),
  ...(['slots', 'counter', 'counterDropped'] as const),
] as const satisfies readonly (keyof BandDayDoc)[];

export const bandDayId = (uid: string, band: string, day: DayKey) => `${uid}_${band}_${day}`;
export const dayId = (uid: string, day: DayKey) => `${uid}_${day}`;

/** A stored band day as the counting rule wants it. */
export function sourceOf(doc: Omit<BandDayDoc, '_id' | 'uid' | 'maker'>): DaySource {
  const told: SourceClass = Object.keys(doc.slots).length > 0 ? 'direct' : 'counter';
  const source: DaySource = {
    source: doc.band,
    sourceClass: doc.virtual ? 'virtual' : doc.band === WERUN ? 'werun' : told,
    day: doc.day,
    slots: doc.slots,
  };
  if (doc.counter && !doc.counterDropped) source.counter = doc.counter;
  return source;
}
