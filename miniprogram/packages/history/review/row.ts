/** 待核实 in 为什么是这个数: what boards do not have, and that it can be asked about. Pure beside the language. */
import type { KeptOff, Why } from '../../../services/activity/index';
import { grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { reviewWords } from '../../../words/review';
import { timeOf } from '../why/hours';

/** A row of what is not counted. */
export interface NotCounted {
  name: string;
  hint: string;
  steps: string;
  /** Whether it opens the page of its review. */
  review: boolean;
}

/** One row, or none where boards have all of the day and nothing waits. */
export function reviewRow({ keptOff, review }: Why): NotCounted[] {
  const t = textOf(reviewWords);
  if (!keptOff && review?.state !== 'asked') return [];
  const steps = grouped(keptOff?.steps ?? review?.steps ?? 0);
  const name = keptOff ? nameOf(keptOff) : t.reviewDay;
  const why = keptOff ? reasonOf(keptOff) : '';
  // What was let count is not what is kept off now.
  const known = review && review.state !== 'counted' ? review.state : null;
  const hint = known ? t.reviewStates[known] : keptOff?.askable ? t.reviewCanAsk(why) : why;
  return [{ name, hint, steps, review: known !== null || keptOff?.askable === true }];
}

function nameOf({ slots }: KeptOff): string {
  const t = textOf(reviewWords);
  if (slots.length > 0) return t.reviewSlots(slots.length);
  return t.reviewDay;
}

function reasonOf({ slots, reason }: KeptOff): string {
  const t = textOf(reviewWords);
  const [first, ...more] = slots;
  if (!first) return t.reviewReasons[reason];
  return more.length > 0 ? t.reviewPaces(slots.length) : t.reviewFrom(timeOf(first.slot));
}
