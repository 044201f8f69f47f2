/** What people are told that concerns them. */
import { DAY_SECONDS, type DayKey, dayOf } from './activity';

/** What a person is told, in the app or by a message. */
export type NoticeKind =
  /** Today's goal is reached. */
  | 'goal'
  /** How many cheered a day, told once in its evening. */
  | 'cheers'
  /** No band was synced for three days. */
  | 'not-synced'
  /** Somebody has a band of theirs at hand and asks for it: `claim` is answered by `band.answer`. */
  | 'band-asked'
  /** A band that was asked for is theirs now, or stays its owner's. */
  | 'band-given'
  | 'band-kept'
  /** A band of theirs was almost empty when it was synced. */
  | 'battery-low'
  /** A band of theirs went to somebody who has it at hand. */
  | 'band-moved'
  | 'export-ready'
  /** A day of theirs that was kept off boards was looked at. */
  | 'review-done'
  /** A maker's people answered in the chat. */
  | 'answered';

export const NOTICE_KINDS = [
  ...(['goal', 'cheers', 'not-synced', 'band-asked', 'band-given', 'band-kept'] as const),
  ...(['band-moved', 'battery-low', 'export-ready', 'review-done', 'answered'] as const),
] as const satisfies readonly NoticeKind[];

export interface Notice {
  kind: NoticeKind;
  /** UTC seconds. */
  at: number;
  seen: boolean;
  /** What there is to say of it. */
  facts: {
    day?: DayKey;
    count?: number;
    /** Model of a band. */
    model?: string;
    /** Its id, and what is left in it, percent. */
    band?: string;
    battery?: number;
    /** Who asks, masked. */
    who?: string;
    /** A wish for a band, of theirs or of a band of theirs. */
    claim?: string;
    /** Whose people answered. */
    maker?: string;
  };
}

/** What is of a day, and nothing any more once it is over. */
const OF_THE_DAY: readonly NoticeKind[] = ['goal', 'cheers'];
/** The rest, in days; the files of an export live one. */
const DAYS: Partial<Record<NoticeKind, number>> = { 'export-ready': 1 };
const MOST_DAYS = 7;

/** Whether it is worth telling still, in the app or by a message. `now` in UTC seconds. */
export function isTimely({ kind, at, facts }: Pick<Notice, 'kind' | 'at' | 'facts'>, now: number) {
  if (OF_THE_DAY.includes(kind)) return facts.day === dayOf(now);
  return now < at + (DAYS[kind] ?? MOST_DAYS) * DAY_SECONDS;
}
