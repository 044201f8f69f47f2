/** Bands near the phone, for as long as a person is willing to look. */
import type { Advertisement, Radio } from '../../ble/link';
import type { Clock } from '../../lib/clock';
import { type Recognition, recognise, SERVICES } from '../../protocols/index';
import { listener } from './heard';

export const SEARCH_SECONDS = 12;

/** A band that advertises nearby. */
export interface Nearby {
  /** Serial where it is advertised, else the place: one line per band. */
  key: string;
  deviceId: string;
  /** Id in the catalogue; a generic one when the name says nothing. */
  model: string;
  protocol: string;
  serial: string | null;
  /** Last four letters that tell two bands apart. */
  tail: string;
  /** 1–4. */
  bars: number;
  /** True when no protocol it may speak has a history: a day not connected is a day not seen. */
  liveOnly: boolean;
}

export interface Search {
  stop(): Promise<void>;
  /** Resolves when the time is over or it was stopped. */
  readonly done: Promise<void>;
}

/** dBm → bars: −60, −70, −80 are the edges; one where nobody knows. */
export const barsOf = (rssi: number | null): number =>
  rssi === null ? 1 : rssi >= -60 ? 4 : rssi >= -70 ? 3 : rssi >= -80 ? 2 : 1;

/**
 * Searches for 12 s. `onChange` gets the list in the order of finding, so that no line jumps under
 * a finger, and the seconds left. Rejects with a BleError when scanning cannot begin.
 */
export async function discover(
  { radio, clock }: { radio: Radio; clock: Clock },
  onChange: (list: Nearby[], secondsLeft: number) => void,
): Promise<Search> {
  const places = new Map<string, Nearby>();
  const heard = listener();
  let left = SEARCH_SECONDS;
  let over = false;
  const tell = () => onChange(lines(places), left);
  const scan = await radio.scan((report) => {
    if (over) return;
    const advertisement = heard(report);
    const known = recognise(advertisement);
    if (!known) return;
    const nearby = nearbyOf(advertisement, known);
    if (same(places.get(nearby.deviceId), nearby)) return;
    places.set(nearby.deviceId, nearby);
    tell();
  }, SERVICES);
  let end: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  let cancel = () => {};
  const stop = async () => {
    if (over) return;
    over = true;
    cancel();
    await scan.stop();
    end();
  };
  const second = () => {
    left--;
    tell();
    if (left <= 0) void stop();
    else cancel = clock.after(1000, second);
  };
  cancel = clock.after(1000, second);
  tell();
  return { stop, done };
}

/** One line per band: of two places of one serial the one found last, since phones rename places. */
function lines(places: ReadonlyMap<string, Nearby>): Nearby[] {
  const found = new Map<string, Nearby>();
  for (const nearby of places.values()) found.set(nearby.key, nearby);
  return [...found.values()];
}

const same = (before: Nearby | undefined, now: Nearby): boolean =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(now);

function nearbyOf(
  { deviceId, rssi }: Advertisement,
  { card, candidates, model, serial }: Recognition,
): Nearby {
  const key = serial ?? deviceId;
  return {
    key,
    deviceId,
    model: model?.id ?? 'wechat-band',
    protocol: card.id,
    serial,
    tail: key
      .replace(/[^0-9A-Za-z]/g, '')
      .slice(-4)
      .toUpperCase(),
    bars: barsOf(rssi),
    liveOnly: candidates.every(({ features }) => features.history === undefined),
  };
}
