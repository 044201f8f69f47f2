/** What the page 待核实 shows: what it is, how far it is, what is looked at. Pure beside the language in force. */
import { type DayKey, dayOf, SLOT_SECONDS } from '../../../contract/activity';
import type { Review } from '../../../contract/api';
import { civilOffset } from '../../../lib/clock';
import type { KeptOff } from '../../../services/activity/index';
import { clockTime, dayShort, grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { reviewWords } from '../../../words/review';
import { timeOf } from '../why/hours';

export interface Step {
  icon: string;
  tone: 'brand' | 'secondary' | 'tertiary';
  name: string;
  hint: string;
}

export interface ReviewView {
  head: string;
  /** How far it is, in a word; empty before it was asked. */
  tag: string;
  steps: string;
  reason: string;
  off: string;
  progress: Step[];
  /** What can be done: ask (again), take it back, or nothing. */
  act: 'ask' | 'withdraw' | '';
  /** Whether it stays off boards: then a person can be asked. */
  kept: boolean;
}

/** Null where nothing is kept off, and nothing was asked. UTC seconds. */
export function reviewView(
  day: DayKey,
  keptOff: KeptOff | null,
  review: Review | null,
  now: number,
): ReviewView | null {
  const t = textOf(reviewWords);
  const unasked = keptOff && (!review || isMore(keptOff, review)) ? keptOff : null;
  const about = unasked ?? review;
  if (!about) return null;
  const slots = unasked?.slots ?? (review?.state === 'counted' ? [] : (keptOff?.slots ?? []));
  return {
    head: headOf(day, slots),
    tag: review ? t.reviewStates[review.state] : '',
    steps: grouped(about.steps),
    reason: reasonOf(slots, about.reason),
    off: offOf(review, unasked !== null),
    progress: review ? progressOf(review, now) : [],
    act: review?.state === 'asked' ? 'withdraw' : unasked?.askable ? 'ask' : '',
    kept: review?.state === 'kept',
  };
}

/** After it was decided more may be kept off than was looked at. */
const isMore = (keptOff: KeptOff, { state, steps }: Review) =>
  state === 'counted' || (state === 'kept' && keptOff.steps > steps);

function offOf(review: Review | null, more: boolean): string {
  const t = textOf(reviewWords);
  if (review && more) return t.reviewMore;
  if (review?.state === 'kept') return t.reviewKeptHint;
  return review?.state === 'counted' ? '' : t.reviewOff;
}

/** The day, and of one slot its time. */
function headOf(day: DayKey, [first, ...others]: KeptOff['slots']): string {
  if (!first || others.length > 0) return dayShort(day);
  return textOf(reviewWords).reviewAt(dayShort(day), timeOf(first.slot), timeOf(first.slot + 1));
}

function reasonOf(slots: KeptOff['slots'], reason: KeptOff['reason']): string {
  const t = textOf(reviewWords);
  const [first, ...others] = slots;
  if (!first) return t.reviewReasons[reason];
  if (others.length > 0) return t.reviewPaces(slots.length);
  return t.reviewPace(grouped(Math.round(first.steps / (SLOT_SECONDS / 60))));
}

function progressOf({ state, at, note, why }: Review, now: number): Step[] {
  const t = textOf(reviewWords);
  const asked = whenOf(at, now);
  const done = { icon: 'check', tone: 'brand' } as const;
  const first = {
    ...done,
    name: t.reviewAsked,
    hint: note ? t.reviewAskedNote(asked, note) : asked,
  };
  if (state === 'asked') {
    return [
      first,
      { icon: 'clock', tone: 'secondary', name: t.reviewWaits, hint: t.reviewWaitsHint },
      { icon: 'target', tone: 'tertiary', name: t.reviewResult, hint: t.reviewResultHint },
    ];
  }
  if (state === 'counted')
    return [first, { ...done, name: t.reviewCounted, hint: t.reviewCountedHint }];
  const hint = why ? t.reviewWhys[why] : '';
  return [first, { icon: 'info', tone: 'secondary', name: t.reviewKept, hint }];
}

/** "今天 20:12", "11月20日 20:12", by this phone's clock. */
function whenOf(at: number, now: number): string {
  const offset = civilOffset();
  const day = dayOf(at, offset);
  const named = day === dayOf(now, offset) ? textOf(reviewWords).reviewToday : dayShort(day);
  return `${named} ${clockTime(at, offset)}`;
}
