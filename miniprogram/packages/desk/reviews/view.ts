/** Reviews that wait at the operator's desk, as words. */
import type { WaitingReview } from '../../../contract/api';
import { BRAND } from '../../../contract/catalogue/brand';
import { dayShort, grouped } from '../../../words/format';
import { language, textOf } from '../../../words/index';
import { reviewWords } from '../../../words/review';
import { whenSaid } from '../times';

export interface ReviewRow {
  id: string;
  mark: string;
  name: string;
  at: string;
  what: string;
  why: string;
  note: string;
}

export const reviewsTitle = (): string => textOf(reviewWords).deskReviewsOf(BRAND.name[language()]);

export function rowOf(review: WaitingReview, now: number): ReviewRow {
  const { id, mark, day, at, steps, reason, note } = review;
  const t = textOf(reviewWords);
  return {
    ...{ id, mark, name: t.deskReviewMark(mark), at: whenSaid(at, now) },
    what: t.deskReviewDay(dayShort(day), grouped(steps)),
    why: t.reviewReasons[reason],
    note: note && t.deskReviewNote(note),
  };
}
