import type { Input, Output } from '../../miniprogram/contract/api';
import { ownTurn } from '../accounts';
import { type Call, Refusal } from '../answers';
import { transact } from '../cloud';
import { meter } from '../meters';
import { HeldDays } from './days';
import { ownDay } from './own-day';

/**
 * Takes a band's counter out of a day that its owner says it spoiled. A maximum cannot be undone by
 * any later reading, so a person must be able to. The counter itself is kept.
 */
export async function dropCounter(
  { band, day }: Input<'activity.dropCounter'>,
  { uid, at: asked }: Call,
): Promise<Output<'activity.dropCounter'>> {
  await meter(uid, 'upload', asked);
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const held = await HeldDays.of(scope, uid, at, [day]);
    const known = held.told(band, day);
    if (!known?.counter) throw new Refusal('not-found', 'no counter of this band on this day');
    return { day: ownDay(await held.write(day, { ...known, counterDropped: true })) };
  });
}
