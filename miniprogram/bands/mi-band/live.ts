/** What the band shows while connected: its day's steps, and the heart rate of a 1S. */
import type { Session } from '../../ble/session';
import { BandError, type Live } from '../../protocols/driver';
import { CONTROLS, decodeHeart, decodeSteps, HEART_COMMANDS } from './codec';
import { CONTROL, HEART, HEART_CONTROL, STEPS } from './gatt';
import { tell } from './talk';

/** Values without a number before we give up. */
const MAX_EMPTY = 64;

const KINDS = {
  steps: {
    values: STEPS,
    control: CONTROL,
    on: [CONTROLS.liveSteps, 1],
    off: [CONTROLS.liveSteps, 0],
    decode: decodeSteps,
  },
  'heart-rate': {
    values: HEART,
    control: HEART_CONTROL,
    on: HEART_COMMANDS.on,
    off: HEART_COMMANDS.off,
    decode: decodeHeart,
  },
} as const;

/** Rejects with a BleError('no-characteristic') on a band without the sensor. */
export async function watch(
  session: Session,
  what: keyof typeof KINDS,
  now: () => number,
): Promise<Live> {
  const { values, control, on, off, decode } = KINDS[what];
  await session.subscribe(values, 'notification');
  await tell(session, on, control);
  return {
    async next() {
      for (let i = 0; i < MAX_EMPTY; i++) {
        const value = decode(await session.next(values));
        if (!value.ok || value.value === null) continue;
        return what === 'steps'
          ? { at: now(), steps: value.value }
          : { at: now(), heartRate: value.value };
      }
      throw new BandError('garbage', 'the band shows nothing');
    },
    stop: () => tell(session, off, control),
  };
}
