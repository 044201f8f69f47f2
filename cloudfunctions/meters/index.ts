/** How often somebody may do something in an hour. One small document each; it never grows. */
import { API_LIMITS, type Metered } from '../../miniprogram/contract/api';
import { Refusal } from '../answers';
import { atLeast, below, collection, countBelow, plus } from '../cloud';

type Counts = Record<Metered, number>;

interface MeterDoc extends Counts {
  /** A person's public id; for messages an OpenID. */
  _id: string;
  /** Hours since 1970 in which the counts were made. */
  hour: number;
}

const meters = collection<MeterDoc>('meters');

const NOTHING: Counts = {
  upload: 0,
  bind: 0,
  name: 0,
  photo: 0,
  invite: 0,
  share: 0,
  code: 0,
  support: 0,
  block: 0,
  claim: 0,
  desk: 0,
  push: 0,
  group: 0,
  question: 0,
  device: 0,
  review: 0,
};

/**
 * Counts one more; false when this hour is full. The limit is the condition of the write, so it
 * holds however many calls come at once.
 */
export async function withinLimit(who: string, what: Metered, at: number): Promise<boolean> {
  const hour = Math.floor(at / 3600);
  const fresh: MeterDoc = { ...NOTHING, _id: who, hour, [what]: 1 };
  const count = async () => {
    // Another instance's clock may be a moment ahead, in the next hour already. An hour that began
    // under a version with fewer counts has no such count.
    const room = { _id: who, hour: atLeast(hour), [what]: countBelow(API_LIMITS.hourly[what]) };
    return (await meters.updateWhere(room, { [what]: plus(1) })) > 0;
  };
  if (await count()) return true;
  const { _id, ...counts } = fresh;
  if ((await meters.updateWhere({ _id, hour: below(hour) }, counts)) > 0) return true;
  if (await meters.add(fresh)) return true;
  return count();
}

/** Counts one more, or refuses with `too-often`. */
export async function meter(who: string, what: Metered, at: number): Promise<void> {
  if (!(await withinLimit(who, what, at))) throw new Refusal('too-often', what);
}
