/** Whose band is almost empty is told, once until it was charged. */
import { dayOf } from '../../miniprogram/contract/activity';
import type { BandDoc } from '../bands';
import { noteOnce } from '../notices';

/** Percent. Between the two a band that is low stays so: what it says goes up and down by a few. */
const LOW = 15;
const CHARGED = 30;

/**
 * Notes a band that has become almost empty. Whether it is so now; undefined where it did not say.
 * Noted before it is marked: an answer that was lost is made up by the next sync.
 */
export async function noteBattery(
  band: BandDoc,
  battery: number | undefined,
  at: number,
): Promise<boolean | undefined> {
  if (battery === undefined || band.virtual) return undefined;
  const before = band.low ?? false;
  const low = battery <= LOW || (before && battery < CHARGED);
  if (low && !before) {
    const { _id, owner: uid, model } = band;
    const facts = { band: _id, model, battery };
    await noteOnce(at, { uid, kind: 'battery-low', key: `${_id}_${dayOf(at)}`, facts });
  }
  return low;
}
