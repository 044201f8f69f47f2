/** A virtual band as a kit makes it, for whoever wears it awhile. */
import { BOARD_OFFSET_SECONDS, dayOf, dayStart } from '../../contract/activity';
import type { KitBand, KitVirtual, KitVirtualOptions } from './virtual';

const NOON = 12 * 3600;
/** Before ten a night may not be over: then it is yesterday's noon. */
const MORNING = 10 * 3600;

/**
 * The band with its nights, where its protocol tells sleep. Kits count them back from the moment of
 * creation: from noon they fall into the night.
 */
export function made(
  virtual: KitVirtual,
  { now, ...options }: Omit<KitVirtualOptions, 'sleep'>,
): KitBand {
  const noon = dayStart(dayOf(now() - MORNING), BOARD_OFFSET_SECONDS) + NOON;
  let clock = () => noon;
  const band = virtual.create({ ...options, now: () => clock(), sleep: true });
  clock = now;
  return band;
}
