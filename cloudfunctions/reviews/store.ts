import { createHash } from 'node:crypto';
import type { DayKey } from '../../miniprogram/contract/activity';
import type { Review, WaitingReview } from '../../miniprogram/contract/api';
import { collection } from '../cloud';

/** What a person asked to have looked at: one document a person and day. */
export interface ReviewDoc extends Review {
  /** `uid_day`. */
  _id: string;
  uid: string;
  day: DayKey;
  /** By which the desk knows it; it leads nobody to a person. */
  token: string;
  /** The day's steps with that, when it was asked, and when it was decided. */
  total: number;
}

export const reviews = collection<ReviewDoc>('reviews');

export const reviewId = (uid: string, day: DayKey) => `${uid}_${day}`;

/** For its owner. */
export const viewReview = (doc: ReviewDoc): Review => {
  const { state, at, note, reason, steps, slots, decidedAt, why } = doc;
  return { state, at, note, reason, steps, slots, decidedAt, why };
};

type Known = Pick<ReviewDoc, 'token' | 'day' | 'at' | 'note' | 'reason' | 'steps'>;

/** For the desk. */
export const viewWaiting = ({ token, day, at, note, reason, steps }: Known): WaitingReview => ({
  ...{ id: token, day, at, note, reason, steps },
  mark: createHash('sha256').update(token).digest('hex').slice(0, 4).toUpperCase(),
});
