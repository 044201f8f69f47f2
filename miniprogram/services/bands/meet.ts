/** Meeting a band: with all a driver may need beside the link. */
import { civilOffset, now, systemClock } from '../../lib/clock';
import { randomSource } from '../../phone/random';
import type { DriverContext } from '../../protocols/driver';
import { mine } from '../account/index';
import type { Air } from './air';
import { type BandTarget, type ConnectContext, type Connected, connectBand } from './connect';
import { bandDrivers } from './drivers';
import { keepSecret, secretAt } from './secrets';
import { vendorKeys } from './vendor';

/** Where other bands than those that were meant answered, since the app began. */
const strangers = new Set<string>();

/** Connects with all a driver may need beside the link, and keeps what pairing left. */
export async function meet(
  { radio, faulty, ...air }: Air,
  target: BandTarget,
  { cursor, looking, askWearer }: Pick<DriverContext, 'cursor' | 'looking' | 'askWearer'>,
): Promise<Connected> {
  const { vendorAuth, explain } = vendorKeys();
  const context: ConnectContext = {
    now,
    offsetSeconds: civilOffset(),
    goal: looking ? null : (mine.get().me?.goal ?? null),
    cursor,
    looking: looking ?? false,
    random: await randomSource(),
    vendorAuth: air.vendorAuth ?? vendorAuth,
    secretAt: (deviceId) => secretAt(deviceId, target.serial),
    ...(askWearer && { askWearer }),
  };
  try {
    const deps = { radio, clock: systemClock, drivers: await bandDrivers(), strangers };
    const connected = await connectBand(deps, target, context);
    keepSecret(connected.deviceId, connected.run.identity.serial);
    return faulty ? { ...connected, run: faulty(connected.run) } : connected;
  } catch (failure) {
    throw explain(failure);
  }
}
