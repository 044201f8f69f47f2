/**
 * A band's total that its owner says is wrong. A maximum lets go of nothing by itself, so the cloud
 * and the journal are told to leave it out.
 */
import type { DayKey } from '../../contract/activity';
import { ask } from '../../phone/cloud';
import { toAppError } from '../../phone/errors';
import { enter, isLocal, mergeDays, remember } from '../account/index';
import { journal } from './journal/index';
import { uploadPending } from './sync/index';
import { forgetWithheldCounter } from './withheld';

/**
 * Takes a band's total out of a day, for good; what the band told by the quarter of an hour still
 * counts. Rejects with an AppError; then the total counts as before.
 */
export async function dropCounter(band: string, day: DayKey): Promise<void> {
  try {
    // What waits goes first: a total under way would come after its end.
    await uploadPending();
    if (!isLocal(band)) await dropInCloud(band, day);
    await (await journal()).dropCounter(band, day);
  } catch (cause) {
    throw toAppError(cause);
  }
  forgetWithheldCounter(band, day);
  // The streak is the cloud's to count.
  void enter();
}

/** The cloud may never have heard of it: then there is nothing to take out. */
async function dropInCloud(band: string, day: DayKey): Promise<void> {
  try {
    const { day: total } = await ask('activity.dropCounter', { band, day });
    remember({ days: mergeDays([total]) });
  } catch (cause) {
    if (toAppError(cause).code !== 'not-found') throw cause;
  }
}

/** Whether a band's total of a day was taken out on this phone. */
export async function isDropped(band: string, day: DayKey): Promise<boolean> {
  try {
    return (await journal()).isWrong(band, day);
  } catch {
    return false;
  }
}
