/** What was told of a day, for its owner to count again. */
import { API_LIMITS, type Input, type Output } from '../../miniprogram/contract/api';
import type { Call } from '../answers';
import { bandDays, dayId, days, sourceOf } from './store';

export async function sourcesOf(
  { day }: Input<'activity.sources'>,
  { uid }: Call,
): Promise<Output<'activity.sources'>> {
  const [told, counted] = await Promise.all([
    bandDays.find({
      where: { uid, day },
      // One more than bands: WeRun.
      limit: API_LIMITS.bandsPerDay + 1,
      fields: ['band', 'maker', 'day', 'virtual', 'slots', 'counter', 'counterDropped'],
    }),
    days.get(dayId(uid, day)),
  ]);
  const sources = told.map((doc) => ({ ...sourceOf(doc), maker: doc.maker }));
  return { sources, total: counted?.total ?? null };
}
