/** The one list of drivers, and who speaks to which band. */
import { BleError, type GattCharacteristic } from '../ble/link';
import type { Session } from '../ble/session';
import { type BandDriver, BandError, type DriverContext, type Run } from '../protocols/driver';
import { PROTOCOLS, type ProtocolId } from '../protocols/index';
import { bluetoothSig } from './bluetooth-sig/driver';
import { codoon } from './codoon/driver';
import { colmi } from './colmi/driver';
import { huawei } from './huawei/driver';
import { ihealth } from './ihealth/driver';
import { infinitime } from './infinitime/driver';
import { lefun } from './lefun/driver';
import { lifesense } from './lifesense/driver';
import { miBand } from './mi-band/driver';
import { miBand2 } from './mi-band-2/driver';
import { wechatAirsync } from './wechat-airsync/driver';
import { wechatPedometer } from './wechat-pedometer/driver';

const BY_ID: Record<ProtocolId, BandDriver> = {
  'wechat-airsync': wechatAirsync,
  'wechat-pedometer': wechatPedometer,
  codoon,
  lifesense,
  ihealth,
  huawei,
  'mi-band': miBand,
  'mi-band-2': miBand2,
  colmi,
  lefun,
  infinitime,
  'bluetooth-sig': bluetoothSig,
};

/** The drivers of all protocols, in the order of their cards. */
export const DRIVERS: readonly BandDriver[] = (Object.keys(PROTOCOLS) as ProtocolId[]).map(
  (id) => BY_ID[id],
);

/** The drivers of these protocols; one that nobody wrote is left out. */
export const driversOf = (cards: readonly { id: string }[]): BandDriver[] =>
  DRIVERS.filter((driver) => cards.some(({ id }) => id === driver.id));

/** The drivers that may speak to a connected device, the best first. */
export const driversFor = (
  gatt: readonly GattCharacteristic[],
  candidates: readonly BandDriver[] = DRIVERS,
): BandDriver[] =>
  candidates
    .filter((driver) => driver.accepts(gatt))
    .sort((a, b) => b.match.priority - a.match.priority);

/** The driver to try first, or null when the device speaks none of these protocols. */
export const driverFor = (
  gatt: readonly GattCharacteristic[],
  candidates: readonly BandDriver[] = DRIVERS,
): BandDriver | null => driversFor(gatt, candidates)[0] ?? null;

/**
 * Opens a connected device with the first driver it answers. A band may offer two protocols and
 * speak one (AirSync characteristics without a login), or ask one for a key its maker has not
 * given: silence and a missing key move on to the next driver, every other failure is final. When
 * all are silent or locked, the first missing key is what a person is told.
 */
export async function openBand(
  session: Session,
  candidates: readonly BandDriver[],
  context: DriverContext,
): Promise<{ driver: BandDriver; run: Run }> {
  const drivers = driversFor(session.gatt, candidates);
  if (drivers.length === 0) throw new BleError('no-service', 'the device speaks no known protocol');
  let told: BandError | null = null;
  for (const driver of drivers) {
    try {
      return { driver, run: await driver.open(session, context) };
    } catch (error) {
      if (!isMute(error)) throw error;
      if (told?.code !== 'needs-key') told = error;
      if (session.closed !== null) break;
    }
  }
  throw told ?? new BandError('no-answer', 'the band does not answer');
}

const isMute = (error: unknown): error is BandError =>
  error instanceof BandError && (error.code === 'no-answer' || error.code === 'needs-key');
