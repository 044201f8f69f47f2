/**
 * The one door to the drivers, which are a subpackage: the app begins without them. What was loaded
 * once is there for as long as the app lives, with or without a network.
 */
import type * as Bands from '../../bands/index';
import { AppError } from '../../phone/errors';

/** What the subpackage offers. */
export type Drivers = typeof Bands;

let loaded: Drivers | null = null;

/** The drivers, from WeChat's servers the first time. Rejects with 'drivers-missing'; ask again. */
export async function bandDrivers(): Promise<Drivers> {
  try {
    loaded ??= (await require.async('../../bands/index.js')) as Drivers;
    return loaded;
  } catch (cause) {
    throw new AppError('drivers-missing', 'the subpackage bands did not load', cause);
  }
}
