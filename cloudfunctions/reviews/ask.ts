import type { Input, Output } from '../../miniprogram/contract/api';
import { ownTurn } from '../accounts';
import { sourcesOf, withheldDay } from '../activity';
import { type Call, logFault, Refusal } from '../answers';
import { secretId, textAllowed, transact } from '../cloud';
import { meter } from '../meters';
import { type ReviewDoc, reviewId, reviews, viewReview } from './store';

/**
 * Asks for a day of the caller's. One that waits stays as it is; one that was decided is asked anew only
 * when more is kept off boards than was looked at.
 */
export async function askReview(
  { day, note: written, slots }: Input<'review.ask'>,
  call: Call,
): Promise<Output<'review.ask'>> {
  const { uid } = call;
  await meter(uid, 'review', call.at);
  const note = await allowedNote(written, call);
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const _id = reviewId(uid, day);
    const known = await reviews.within(scope).get(_id);
    if (known?.state === 'asked') return { review: viewReview(known) };
    const held = await withheldDay(uid, day, slots, at);
    if (known && (!held || held.total <= known.total)) return { review: viewReview(known) };
    if (!held) throw new Refusal('not-found', 'nothing of this day is kept off boards');
    const { reason, steps, total } = held;
    const asked: ReviewDoc = {
      ...{ _id, uid, day, note, reason, steps, total, slots: held.slots },
      ...{ token: secretId(), state: 'asked', at, decidedAt: null, why: null },
    };
    await reviews.within(scope).put(asked);
    return { review: viewReview(asked) };
  });
}

/** Takes back what nobody decided yet: the desk does not have it any more. */
export async function withdrawReview(
  { day }: Input<'review.withdraw'>,
  { uid }: Call,
): Promise<Output<'review.withdraw'>> {
  await reviews.removeWhere({ _id: reviewId(uid, day), state: 'asked' });
  return {};
}

/** What was told of a day of the caller's, and how far its review is. */
export async function sourcesAndReview(
  input: Input<'activity.sources'>,
  call: Call,
): Promise<Output<'activity.sources'>> {
  const [told, known] = await Promise.all([
    sourcesOf(input, call),
    reviews.get(reviewId(call.uid, input.day)),
  ]);
  return { ...told, review: known && viewReview(known) };
}

/** What cannot be seen, or turns the line of a reader around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]+/gu;

/** One line, as WeChat lets others read it. A checker that cannot be asked is not an open door. */
async function allowedNote(written: string, { openid }: Call): Promise<string> {
  const note = written.normalize('NFKC').replace(UNSEEN, ' ').replace(/ +/g, ' ').trim();
  if (note === '') return note;
  let allowed: boolean;
  try {
    allowed = await textAllowed(openid, note);
  } catch (error) {
    throw new Refusal('text-unchecked', `reference ${logFault('msgSecCheck', error)}`);
  }
  if (!allowed) throw new Refusal('text-refused', 'WeChat lets nobody read the note');
  return note;
}
