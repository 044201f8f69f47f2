/** What boards do not have of a day, and the review that its owner may ask for (申请核实). */
import { type DayKey, SLOTS_PER_DAY } from '../../contract/activity';
import type { HeldSlot, Output, Review } from '../../contract/api';
import { type DayTotal, slotFault, type WithheldReason } from '../../contract/counting';
import { now } from '../../lib/clock';
import { ask } from '../../phone/cloud';
import { toAppError } from '../../phone/errors';
import { forgetTaken, withheldSlots, withheldSteps } from './withheld';

/** What is kept off boards of a day. */
export interface KeptOff {
  steps: number;
  reason: WithheldReason;
  /** The refused slots, in the order of time; none where all of the day is kept off. */
  slots: HeldSlot[];
  /** Whether it can be asked about: the cloud knows the day, and time alone does not mend it. */
  askable: boolean;
}

type Told = Pick<Output<'activity.sources'>, 'sources' | 'total' | 'review'>;

/** `cloud` is null where it could not be asked; `shown` is the day as this phone has it. */
export function keptOff(day: DayKey, cloud: Told | null, shown: DayTotal): KeptOff | null {
  if (cloud) forgetTaken(day, cloud.sources);
  const total = cloud?.total ?? shown;
  const { withheld } = total;
  const held = heldByCloud(cloud);
  const slots = refusedSlots(day, held);
  if (withheld !== null && withheld !== 'virtual') {
    return { steps: total.steps, reason: withheld, slots: [], askable: cloud?.total != null };
  }
  const steps = withheldSteps(day, held);
  if (steps === 0) return asElsewhere(cloud?.review ?? null);
  const askable = cloud?.total != null && slots.length > 0;
  return { steps, reason: 'too-fast', slots, askable };
}

/** What the cloud keeps of slots that it refused, whichever phone sent them; an older one keeps none. */
const heldByCloud = (cloud: Told | null): HeldSlot[] =>
  (cloud?.sources ?? []).flatMap(({ source, heldOff = {} }) =>
    Object.entries(heldOff).map(([slot, steps]) => ({ band: source, slot: Number(slot), steps })),
  );

/** What was asked about of a cloud that keeps none; what was let count is kept off nothing. */
function asElsewhere(review: Review | null): KeptOff | null {
  if (!review || review.state === 'counted' || !review.slots?.length) return null;
  const { steps, reason, slots } = review;
  return { steps, reason, slots, askable: false };
}

/** Slots of the day that the cloud refused for their steps alone, with `more`; each of a band once. */
function refusedSlots(day: DayKey, more: readonly HeldSlot[] = []): HeldSlot[] {
  const most = new Map<string, HeldSlot>();
  for (const one of [...withheldSlots(day), ...more]) {
    const key = `${one.band} ${one.slot}`;
    if (one.steps > (most.get(key)?.steps ?? 0)) most.set(key, one);
  }
  return [...most.values()]
    .filter(({ slot, steps }) => slotFault(day, slot, { steps }, now()) === 'too-fast')
    .sort((a, b) => a.slot - b.slot)
    .slice(0, SLOTS_PER_DAY);
}

/**
 * Asks the operator's people to look at the day, with what the cloud refused this phone; what it keeps
 * of that is looked at anyway. Rejects with an AppError, `text-refused` and `text-unchecked` among them.
 */
export async function askForReview(day: DayKey, note: string): Promise<Review> {
  try {
    return (await ask('review.ask', { day, note, slots: refusedSlots(day) })).review;
  } catch (cause) {
    throw toAppError(cause);
  }
}

/** Takes back what waits. Rejects with an AppError. */
export async function withdrawReview(day: DayKey): Promise<void> {
  try {
    await ask('review.withdraw', { day });
  } catch (cause) {
    throw toAppError(cause);
  }
}
