/** Whose band is almost empty is told, once until it was charged. */
import { dayOf } from '../../miniprogram/contract/activity';
import type { BandDoc } from '../bands';
import type { Scope } from '../cloud';
import { note } from '../notices';

/** Percent. Between the two a band that is low stays so: what it says goes up and down by a few. */
const LOW = 15;
const CHARGED = 30;

/**
 * Notes a band that has become almost empty, in the transaction that marks it. Whether it is so now;
 * undefined where it did not say.
 */
export async function noteBattery(
  scope: Scope,
  at: number,
  band: BandDoc,
  battery: number | undefined,
): Promise<boolean | undefined> {
  if (battery === undefined || band.virtual) return undefined;
  const before = band.low ?? false;
  const low = battery <= LOW || (before && battery < CHARGED);
  if (low && !before) {
    const { _id, owner: uid, model } = band;
    const facts = { band: _id, model, battery };
    await note(scope, at, { uid, kind: 'battery-low', key: `${_id}_${dayOf(at)}`, facts });
  }
  return low;
}
