/** What the band shows while connected: its day's steps, and the heart rate. */
import type { Session } from '../../ble/session';
import { BandError, type Live } from '../../protocols/driver';
import { decodeHeart, decodeSteps, HEART_COMMANDS } from './codec';
import { HEART, HEART_CONTROL, STEPS } from './gatt';
import { tell } from './talk';

/** Values without a number before we give up. */
const MAX_EMPTY = 64;

export async function watch(
  session: Session,
  what: 'steps' | 'heart-rate',
  now: () => number,
): Promise<Live> {
  const heart = what === 'heart-rate';
  const values = heart ? HEART : STEPS;
  const control = (bytes: ArrayLike<number>) =>
    heart ? tell(session, HEART_CONTROL, bytes) : Promise.resolve();
  await session.subscribe(values, 'notification');
  await control(HEART_COMMANDS.on);
  return {
    async next() {
      for (let i = 0; i < MAX_EMPTY; i++) {
        const value = (heart ? decodeHeart : decodeSteps)(await session.next(values));
        if (!value.ok || value.value === null) continue;
        return heart ? { at: now(), heartRate: value.value } : { at: now(), steps: value.value };
      }
      throw new BandError('garbage', 'the band shows nothing');
    },
    stop: () => control(HEART_COMMANDS.off),
  };
}
