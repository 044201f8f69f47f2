/** Where a band that is meant may be, as far as what advertises tells. */
import { type Advertisement, BleError, type Radio } from '../../ble/link';
import type { Clock } from '../../lib/clock';
import type { BandCard } from '../../protocols/driver';
import { recognise, SERVICES } from '../../protocols/index';
import { byStrength, listener } from './heard';

/** Which band we mean. */
export interface BandTarget {
  /** Null while adding one that was picked from the list. */
  serial: string | null;
  /** Where it was last seen on this phone, or null. */
  deviceId: string | null;
  /**
   * The protocol it is bound with, and no other is spoken with it: its cursor is that driver's. Null
   * while adding one.
   */
  protocol: string | null;
}

export interface FindDeps {
  radio: Radio;
  clock: Clock;
  /**
   * Places at which another band than the one that was meant answered, while the app lives: of many
   * alike the one that is meant comes sooner every time.
   */
  strangers?: Set<string>;
}

export const FIND_MS = 8_000;
/** A band that is sure but nameless gets so long to say its name, which tells the model. */
const NAME_MS = 400;

export interface Place extends Pick<Advertisement, 'deviceId' | 'rssi'> {
  model: string | null;
  /** Those that speak what it advertises; none where it says nothing that we know. */
  candidates: readonly BandCard[];
  /** Whether it has to say first which band it is. */
  maybe: boolean;
}

/** A place at which another band than this one answered. */
export const strange = ({ serial }: BandTarget, { deviceId }: Place): string =>
  `${serial}@${deviceId}`;

/** The places to try, in order. Ends at the first sure hit; rejects where there is none. */
export async function find(deps: FindDeps, target: BandTarget): Promise<Place[]> {
  const { radio, clock } = deps;
  const maybes = new Map<string, Place>();
  const heard = listener();
  let hit: (place: Place) => void = () => {};
  const sure = new Promise<Place[]>((resolve) => {
    hit = (place) => resolve([place]);
  });
  const cancels: (() => void)[] = [];
  const wait = (ms: number, task: () => void) => cancels.push(clock.after(ms, task));
  const search = await radio.scan((report) => {
    const advertisement = heard(report);
    const place = placeOf(advertisement, target);
    if (place && !place.maybe && advertisement.localName) hit(place);
    else if (place && !place.maybe) wait(NAME_MS, () => hit(place));
    else if (place) maybes.set(place.deviceId, place);
    else maybes.delete(advertisement.deviceId);
  }, SERVICES);
  const over = new Promise<Place[]>((resolve) => {
    wait(FIND_MS, () => resolve(inOrder(deps, target, maybes)));
  });
  try {
    const places = await Promise.race([sure, over]);
    if (places.length > 0) return places;
    throw new BleError('band-not-found', 'nothing like this band advertises here');
  } finally {
    for (const cancel of cancels) cancel();
    await search.stop();
  }
}

/**
 * What a device is to who looks for `target`: sure, maybe, or null for no. The known place is sure
 * as soon as it says what it is: an advertisement may come in parts. Until then it is a maybe.
 */
function placeOf(
  advertisement: Advertisement,
  { serial, deviceId, protocol }: BandTarget,
): Place | null {
  const known = recognise(advertisement);
  const candidates = (known?.candidates ?? []).filter(({ id }) => (protocol ?? id) === id);
  const said = candidates[0]?.serialOf(advertisement) ?? null;
  const here = advertisement.deviceId === deviceId;
  const { rssi } = advertisement;
  const model = known?.model?.id ?? null;
  const place = (maybe: boolean) => ({
    deviceId: advertisement.deviceId,
    rssi,
    model,
    candidates,
    maybe,
  });
  if (serial === null) return here ? place(false) : null;
  if (said !== null) return said === serial ? place(false) : null;
  if (here) return place(candidates.length === 0);
  return candidates.length > 0 ? place(true) : null;
}

/** The nearest first; those where another band answered before come last. */
function inOrder(
  { strangers }: Pick<FindDeps, 'strangers'>,
  target: BandTarget,
  places: ReadonlyMap<string, Place>,
): Place[] {
  const isStrange = (place: Place) => Number(strangers?.has(strange(target, place)) ?? false);
  return [...places.values()].sort((a, b) => isStrange(a) - isStrange(b) || byStrength(a, b));
}
