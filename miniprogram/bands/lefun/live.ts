/** What the band shows while connected: its totals, and the heart rate once for every request. */
import type { Live } from '../../protocols/driver';
import { COMMANDS, decodeHeart, decodeTotals, HEART_START } from './codec';
import type { Dialogue } from './dialogue';
import { amountOf } from './records';

export async function watch(
  dialogue: Dialogue,
  what: 'steps' | 'heart-rate',
  now: () => number,
): Promise<Live> {
  const stop = () => Promise.resolve();
  if (what === 'steps') {
    return {
      next: async () => ({
        ...amountOf(await dialogue.next(COMMANDS.totals, decodeTotals)),
        at: now(),
      }),
      stop,
    };
  }
  return {
    async next() {
      await dialogue.write(COMMANDS.startHeart, HEART_START);
      const heartRate = await dialogue.next(COMMANDS.heart, decodeHeart);
      return heartRate === null ? { at: now() } : { at: now(), heartRate };
    },
    stop,
  };
}
