/** The operator's desk: what waits to be looked at, one day of it, and the word on it. */
import { SLOT_SECONDS } from '../../miniprogram/contract/activity';
import {
  API_LIMITS,
  type Input,
  OPERATOR,
  type Output,
  type SeenSource,
} from '../../miniprogram/contract/api';
import { takeTurn } from '../accounts';
import { type BandTold, letCount, sourceOf, withheldDay } from '../activity';
import { agentOf } from '../agents';
import { type Call, Refusal } from '../answers';
import { boundBands } from '../bands';
import { above, transact } from '../cloud';
import { meter } from '../meters';
import { noteNew } from '../notices';
import { type ReviewDoc, reviews, viewWaiting } from './store';

/** Refuses whoever sits at a maker's desk as it refuses whoever sits at none. */
async function operatorsOnly(call: Call): Promise<void> {
  const { maker } = await agentOf(call);
  if (maker !== OPERATOR) throw new Refusal('forbidden', 'not at the operator’s desk');
  await meter(call.uid, 'desk', call.at);
}

/** Those who wait, the longest first; one's own is for a colleague. */
export async function waitingReviews(
  { after = 0 }: Input<'desk.reviews'>,
  call: Call,
): Promise<Output<'desk.reviews'>> {
  await operatorsOnly(call);
  const found = await reviews.find({
    where: { state: 'asked', at: above(after) },
    orderBy: { field: 'at', order: 'asc' },
    limit: API_LIMITS.reviews,
    fields: ['uid', 'token', 'day', 'at', 'note', 'reason', 'steps'],
  });
  return {
    reviews: found.filter(({ uid }) => uid !== call.uid).map(viewWaiting),
    next: found.length === API_LIMITS.reviews ? found.at(-1)!.at : null,
  };
}

/** One that waits; what was taken back, decided or is the caller's own is unknown here. */
async function waiting(token: string, call: Call): Promise<ReviewDoc> {
  await operatorsOnly(call);
  const [known] = await reviews.page({ token }, 1, '');
  if (!known || known.uid === call.uid) throw new Refusal('not-found', 'no such review');
  return known;
}

/** The day as it is now. */
export async function seeReview(
  { review }: Input<'desk.review'>,
  call: Call,
): Promise<Output<'desk.review'>> {
  const known = await waiting(review, call);
  const held = known.state === 'asked' ? await heldOf(known, call.at) : null;
  if (!held) throw new Refusal('not-found', 'nothing waits there');
  const bands = await boundBands(known.uid);
  const { reason, steps, total } = held;
  return {
    ...viewWaiting({ ...known, reason, steps }),
    total,
    sources: held.sources.map((source): SeenSource => {
      const own = bands.find(({ id }) => id === source.band);
      return {
        ...{ model: own?.model ?? null, protocol: own?.protocol ?? null },
        ...{ maker: source.maker, sourceClass: sourceOf(known.day, source).sourceClass },
        ...{ hours: hoursOf(source), counter: source.counter?.steps ?? null },
        held: held.slots
          .filter(({ band }) => band === source.band)
          .map(({ slot, steps }) => ({ slot, steps }))
          .sort((a, b) => a.slot - b.slot),
      };
    }),
  };
}

const heldOf = ({ uid, day, slots }: ReviewDoc, at: number) => withheldDay(uid, day, slots, at);

function hoursOf({ slots }: BandTold): number[] {
  const hours = new Array<number>(24).fill(0);
  for (const [slot, { steps }] of Object.entries(slots)) {
    hours[Math.floor((Number(slot) * SLOT_SECONDS) / 3600)]! += steps;
  }
  return hours;
}

/**
 * The word of whoever looked, once. It is about the total they saw: a day of which more is known by now
 * waits on. Its owner is told in the same moment.
 */
export async function decideReview(
  { review, total, verdict }: Input<'desk.decide'>,
  call: Call,
): Promise<Output<'desk.decide'>> {
  const { uid, _id } = await waiting(review, call);
  return transact(async (scope, at): Promise<Output<'desk.decide'>> => {
    const there = await takeTurn(scope, uid);
    const known = there ? await reviews.within(scope).get(_id) : null;
    if (known?.token !== review) throw new Refusal('not-found', 'it was taken back');
    if (known.state !== 'asked') return { state: known.state };
    const held = await heldOf(known, at);
    // What is withheld no more, for whatever reason, needs no word and gets the good one.
    const state = !held || verdict === 'counts' ? 'counted' : 'kept';
    if (held && held.total !== total) return { state: known.state };
    if (held && state === 'counted') await letCount(scope, at, held);
    const why = state === 'counted' || verdict === 'counts' ? null : verdict;
    await reviews.within(scope).put({ ...known, state, total, why, decidedAt: at });
    const key = `${known.day}_${known.at}`;
    await noteNew(scope, at, { uid, kind: 'review-done', key, facts: { day: known.day } });
    return { state };
  });
}
