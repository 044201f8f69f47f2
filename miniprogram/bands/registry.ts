/** The one list of bands, and who speaks to which. */

import { type Advertisement, BleError, type GattCharacteristic, uuid } from '../ble/link';
import type { Session } from '../ble/session';
import { MODELS, type Model, modelByName } from '../contract/makers';
import { bluetoothSig } from './bluetooth-sig/driver';
import { codoon } from './codoon/driver';
import { colmi } from './colmi/driver';
import { type BandDriver, BandError, type DriverContext, type Match, type Run } from './driver';
import { huawei } from './huawei/driver';
import { ihealth } from './ihealth/driver';
import { infinitime } from './infinitime/driver';
import { lefun } from './lefun/driver';
import { lifesense } from './lifesense/driver';
import { miBand } from './mi-band/driver';
import { miBand2 } from './mi-band-2/driver';
import { wechatAirsync } from './wechat-airsync/driver';
import { wechatPedometer } from './wechat-pedometer/driver';

/** Every protocol we speak. A new band is one line here. */
export const DRIVERS: readonly BandDriver[] = [
  wechatAirsync,
  wechatPedometer,
  codoon,
  lifesense,
  ihealth,
  huawei,
  miBand,
  miBand2,
  colmi,
  lefun,
  infinitime,
  bluetoothSig,
];

/** Services that anything may have: 1800 to 185F are the Bluetooth SIG's. */
const GENERAL = /^000018[0-5]/;

/** Services by which a band is one of ours also when it does not advertise. */
export const SERVICES: readonly string[] = [
  ...new Set(
    DRIVERS.flatMap(({ match, characteristics }) => [
      ...(match.services ?? []),
      ...characteristics.map(({ service }) => service),
    ]).map(uuid),
  ),
].filter((service) => !GENERAL.test(service));

/** Who an advertisement may be. */
export interface Recognition {
  /** The best guess. */
  driver: BandDriver;
  /** All drivers that match, the best first: only the connected device tells. */
  candidates: BandDriver[];
  /** Known by its name; a driver's own model where the name says nothing. */
  model: Model | undefined;
  /** The serial when the advertisement carries it. */
  serial: string | null;
}

export const driverOf = (id: string): BandDriver | undefined =>
  DRIVERS.find((driver) => driver.id === id);

/** Who is advertising, or null when it is no band of ours. */
export function recognise(advertisement: Advertisement): Recognition | null {
  const candidates = DRIVERS.filter(({ match }) => matches(match, advertisement)).sort(
    (a, b) => b.match.priority - a.match.priority,
  );
  const driver = candidates[0];
  if (!driver) return null;
  const model = modelFor(driver.id, advertisement.localName);
  return { driver, candidates, model, serial: driver.serialOf(advertisement) };
}

/** The model a band of this protocol and name is: a named one that speaks it, else the general. */
export function modelFor(driverId: string, localName: string): Model | undefined {
  const named = modelByName(localName);
  if (named?.protocols.includes(driverId)) return named;
  const own = MODELS.filter(({ protocols }) => protocols[0] === driverId);
  return (
    own.find(({ advertisedNames }) => advertisedNames.length === 0) ??
    own.find(({ maker }) => maker === 'generic') ??
    own[0]
  );
}

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

function matches({ services, names, companies }: Match, advertisement: Advertisement): boolean {
  const name = advertisement.localName.toLowerCase();
  const data = advertisement.manufacturerData;
  const company = data.length >= 2 ? data[0]! + data[1]! * 256 : -1;
  return Boolean(
    services?.some((id) => advertisement.serviceUuids.some((own) => uuid(own) === uuid(id))) ||
      names?.some((prefix) => name.startsWith(prefix.toLowerCase())) ||
      companies?.includes(company),
  );
}
