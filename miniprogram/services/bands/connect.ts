/**
 * From a band we mean to a band that talks. A deviceId is only a hint: iPhones change it and
 * HarmonyOS may; a band is found by its serial, and asked for it when it does not advertise it.
 */
import {
  type BandDriver,
  BandError,
  type DriverContext,
  type Run,
  type SecretStore,
} from '../../bands/driver';
import type { openBand, recognise } from '../../bands/registry';
import { BleError, type Link, type Radio } from '../../ble/link';
import { openSession, type Session } from '../../ble/session';
import type { Clock } from '../../lib/clock';
import { deadline } from '../../lib/deadline';

/** What this room needs of the registry. */
export interface Drivers {
  recognise: typeof recognise;
  openBand: typeof openBand;
  /** By which bands are found that this phone is connected to already. */
  services?: readonly string[];
}

/** Which band we mean. */
export interface BandTarget {
  /** Null while adding one that was picked from the list. */
  serial: string | null;
  /** Where it was last seen on this phone, or null. */
  deviceId: string | null;
}

/** A band that has logged in. Whoever got it closes it. */
export interface Connected {
  deviceId: string;
  /** Catalogue id as far as its advertisement tells, or null. */
  model: string | null;
  driver: BandDriver;
  session: Session;
  run: Run;
}

export interface ConnectDeps {
  radio: Radio;
  clock: Clock;
  drivers: Drivers;
}

/** What a driver is told, but for what is known only once a band is found. */
export interface ConnectContext extends Omit<DriverContext, 'expectedSerial' | 'secret'> {
  /** What pairing left for the band at this place; absent where nothing can be kept. */
  secretAt?(deviceId: string): SecretStore;
}

export const CONNECT_LIMITS = {
  /** A person waits no longer than this for a retry card (scenario R2-7). */
  totalMs: 20_000,
  /** From the moment the wearer is asked to confirm on the band: they look for it first. */
  wearerMs: 60_000,
  findMs: 8_000,
  connectMs: 8_000,
  /** Bands that do not advertise their serial are asked, the nearest first, up to this many. */
  maybes: 3,
} as const;

/**
 * Finds, connects and logs in. Rejects with a BleError or BandError within 20 s, or within a minute
 * of the wearer being asked.
 */
export async function connectBand(
  deps: ConnectDeps,
  target: BandTarget,
  context: ConnectContext,
): Promise<Connected> {
  let link: Link | null = null;
  let expired = false;
  let extend = () => {};
  const askWearer = () => {
    extend();
    context.askWearer?.();
  };
  const patient = { ...context, askWearer };
  const attempt = async (): Promise<Connected> => {
    const found = await find(deps, target);
    let refusal: unknown = new BleError('band-not-found', 'the band is not near');
    for (const place of found) {
      if (expired) break;
      link = await deps.radio.connect(place.deviceId, CONNECT_LIMITS.connectMs);
      if (expired) break;
      try {
        return await talk(deps, link, place, target, patient);
      } catch (error) {
        await link.close();
        if (!isOther(error)) throw error;
        refusal = error;
      }
    }
    if (expired) await link?.close();
    throw refusal;
  };
  await deps.radio.open();
  const after: Clock['after'] = (ms, task) => {
    let cancel = deps.clock.after(ms, task);
    extend = () => {
      cancel();
      cancel = deps.clock.after(CONNECT_LIMITS.wearerMs, task);
    };
    return () => {
      extend = () => {};
      cancel();
    };
  };
  return deadline(after, CONNECT_LIMITS.totalMs, attempt(), () => {
    expired = true;
    void link?.close();
    return new BleError('timeout', 'no band answered in time');
  });
}

const isOther = (error: unknown) =>
  (error instanceof BandError && error.code === 'other-band') ||
  (error instanceof BleError && error.code === 'no-service');

interface Place {
  deviceId: string;
  rssi: number;
  model: string | null;
  drivers: readonly BandDriver[];
}

/** The places to try, in order. Ends at the first sure hit. */
async function find({ radio, clock, drivers }: ConnectDeps, target: BandTarget): Promise<Place[]> {
  const maybes = new Map<string, Place>();
  let hit: (place: Place) => void = () => {};
  const sure = new Promise<Place[]>((resolve) => {
    hit = (place) => resolve([place]);
  });
  const search = await radio.scan((advertisement) => {
    const { deviceId, rssi } = advertisement;
    const known = drivers.recognise(advertisement);
    const model = known?.model?.id ?? null;
    const place = { deviceId, rssi, model, drivers: known?.candidates ?? [] };
    const answer = fits(target, deviceId, known);
    if (answer === 'sure') hit(place);
    else if (answer === 'maybe') maybes.set(place.deviceId, place);
  }, drivers.services);
  let cancel = () => {};
  const over = new Promise<Place[]>((resolve) => {
    cancel = clock.after(CONNECT_LIMITS.findMs, () => resolve(nearest(maybes)));
  });
  try {
    const places = await Promise.race([sure, over]);
    if (places.length > 0) return places;
    throw new BleError('band-not-found', 'nothing like this band advertises here');
  } finally {
    cancel();
    await search.stop();
  }
}

function fits(
  target: BandTarget,
  deviceId: string,
  known: { serial: string | null } | null,
): 'sure' | 'maybe' | 'no' {
  if (target.serial === null) return deviceId === target.deviceId ? 'sure' : 'no';
  if (known?.serial) return known.serial === target.serial ? 'sure' : 'no';
  if (deviceId === target.deviceId) return 'sure';
  return known ? 'maybe' : 'no';
}

const nearest = (places: Map<string, Place>): Place[] =>
  [...places.values()].sort((a, b) => b.rssi - a.rssi).slice(0, CONNECT_LIMITS.maybes);

async function talk(
  { clock, drivers }: ConnectDeps,
  link: Link,
  place: Place,
  target: BandTarget,
  { secretAt, ...context }: ConnectContext,
): Promise<Connected> {
  const session = await openSession(link, { clock });
  const opening = drivers.openBand(session, place.drivers, {
    ...context,
    expectedSerial: target.serial,
    ...(secretAt && { secret: secretAt(link.deviceId) }),
  });
  const { driver, run } = await opening.catch((cause: unknown) => {
    // The link is down for a reason that a person can do something about.
    const off = session.closed === 'adapter-off';
    throw off ? new BleError('bluetooth-off', 'Bluetooth went off in the login', cause) : cause;
  });
  if (target.serial !== null && run.identity.serial !== target.serial) {
    throw new BandError('other-band', `meant ${target.serial}, met ${run.identity.serial}`);
  }
  return { deviceId: link.deviceId, model: place.model, driver, session, run };
}
