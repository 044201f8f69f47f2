/**
 * From a band we mean to a band that talks. A deviceId is only a hint: iPhones change it and
 * HarmonyOS may; a band is found by its serial, and asked for it when it does not advertise it.
 */
import {
  type BleCode,
  BleError,
  failureIn,
  type GattCharacteristic,
  type Link,
} from '../../ble/link';
import type { Session } from '../../ble/session';
import type { Clock } from '../../lib/clock';
import { deadline } from '../../lib/deadline';
import {
  type BandCard,
  BandError,
  type DriverContext,
  type Run,
  type SecretStore,
} from '../../protocols/driver';
import type { Drivers } from './drivers';
import { type BandTarget, type FindDeps, find, type Place, strange } from './find';

export type { BandTarget };

/** A band that has logged in. Whoever got it closes it. */
export interface Connected {
  deviceId: string;
  /** Catalogue id as far as its advertisement tells, or null. */
  model: string | null;
  /** What it turned out to speak. */
  protocol: BandCard['id'];
  session: Session;
  run: Run;
}

export interface ConnectDeps extends FindDeps {
  drivers: Drivers;
}

/** What a driver is told, but for what is known only once a band is found. */
export interface ConnectContext extends Omit<DriverContext, 'expectedSerial' | 'sure' | 'secret'> {
  /** What pairing left for the band at this place; absent where nothing can be kept. */
  secretAt?(deviceId: string): SecretStore;
}

export const CONNECT_LIMITS = {
  /** A person waits no longer than this for a retry card (scenario R2-7). */
  totalMs: 20_000,
  /** From the moment the wearer is asked to confirm on the band: they look for it first. */
  wearerMs: 60_000,
  connectMs: 8_000,
  /** Where more bands wait to be asked who they are, one that does not connect waits no longer. */
  maybeMs: 3_000,
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
  const told = { ...context, askWearer };
  const meet = async (place: Place, patience: number): Promise<Connected> => {
    const met = await deps.radio.connect(place.deviceId, patience);
    link = met;
    try {
      if (expired) throw new BleError('timeout', 'connected too late');
      return await talk(deps, met, place, target, told);
    } catch (error) {
      await met.close();
      throw error;
    }
  };
  const attempt = async (): Promise<Connected> => {
    const found = await find(deps, target);
    let refusal: unknown = null;
    for (const [at, place] of found.entries()) {
      const last = at === found.length - 1;
      const patience = last ? CONNECT_LIMITS.connectMs : CONNECT_LIMITS.maybeMs;
      const met = await meet(place, patience).catch((error: unknown) => {
        if (expired || !place.maybe || isPhones(error)) throw error;
        if (isOther(error)) deps.strangers?.add(strange(target, place));
        // What the one that is meant may have said counts more than that another was met.
        if (refusal === null || isOther(refusal)) refusal = error;
        return null;
      });
      if (met) return met;
    }
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

/** What the phone itself cannot do, it cannot do with the next band either. */
const PHONES: readonly BleCode[] = ['bluetooth-off', 'not-open', 'bluetooth-unauthorized'];
const isPhones = (error: unknown) => error instanceof BleError && PHONES.includes(error.code);

async function talk(
  { clock, drivers }: ConnectDeps,
  link: Link,
  place: Place,
  target: BandTarget,
  { secretAt, ...context }: ConnectContext,
): Promise<Connected> {
  const { DRIVERS, driversOf, driversFor, openBand, openSession } = drivers;
  const own = target.protocol === null ? [] : driversOf([{ id: target.protocol }]);
  // The air tells who it may be, the connected device who it is.
  const spoken = own.length > 0 ? own : DRIVERS;
  const near = own.length > 0 ? [] : driversOf(place.candidates);
  const expected = near.length > 0 ? near : spoken;
  const enough = (gatt: readonly GattCharacteristic[]) => driversFor(gatt, expected).length > 0;
  const session = await openSession(link, { clock, enough });
  const opening = openBand(session, spoken, {
    ...context,
    expectedSerial: target.serial,
    sure: !place.maybe,
    ...(secretAt && { secret: secretAt(link.deviceId) }),
  });
  const { driver, run } = await opening.catch((cause: unknown) => {
    throw failureIn(session, cause);
  });
  if (target.serial !== null && run.identity.serial !== target.serial) {
    throw new BandError('other-band', `meant ${target.serial}, met ${run.identity.serial}`);
  }
  return { deviceId: link.deviceId, model: place.model, protocol: driver.id, session, run };
}
