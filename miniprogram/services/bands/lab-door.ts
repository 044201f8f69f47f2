/**
 * The one door to the virtual bands of the lab. A release has another file in this place, which
 * never opens: `tools/build/release`.
 */
import type * as Lab from '../../bands/lab/index';

export type {
  LabAir,
  LabFault,
  LabPhoneBand,
  LabWish,
  Meaning,
  PhoneCannot,
  PhoneSystem,
} from '../../bands/lab/index';

/** Whether this tree has one. */
export const HAS_LAB: boolean = true;

export const openLab = async (): Promise<typeof Lab> =>
  (await require.async('../../bands/lab/index.js')) as typeof Lab;
