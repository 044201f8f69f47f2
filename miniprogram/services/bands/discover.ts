/** Bands near the phone, for as long as a person is willing to look. */
import type { Recognition } from '../../bands/registry';
import type { Advertisement, Radio } from '../../ble/link';
import type { Clock } from '../../lib/clock';
import type { Drivers } from './connect';

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

/** dBm → bars: −60, −70, −80 are the edges. */
export const barsOf = (rssi: number): number =>
  rssi >= -60 ? 4 : rssi >= -70 ? 3 : rssi >= -80 ? 2 : 1;

/**
 * Searches for 12 s. `onChange` gets the list in the order of finding, so that no line jumps under
 * a finger, and the seconds left. Rejects with a BleError when scanning cannot begin.
 */
export async function discover(
  { radio, clock, drivers }: { radio: Radio; clock: Clock; drivers: Omit<Drivers, 'openBand'> },
  onChange: (list: Nearby[], secondsLeft: number) => void,
): Promise<Search> {
  const found = new Map<string, Nearby>();
  let left = SEARCH_SECONDS;
  let over = false;
  const tell = () => onChange([...found.values()], left);
  const scan = await radio.scan((advertisement) => {
    if (over) return;
    const known = drivers.recognise(advertisement);
    if (!known) return;
    const nearby = nearbyOf(advertisement, known);
    const before = found.get(nearby.key);
    if (before?.bars === nearby.bars && before.deviceId === nearby.deviceId) return;
    found.set(nearby.key, nearby);
    tell();
  }, drivers.services);
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

function nearbyOf(
  { deviceId, rssi }: Advertisement,
  { driver, candidates, model, serial }: Recognition,
): Nearby {
  const key = serial ?? deviceId;
  return {
    key,
    deviceId,
    model: model?.id ?? 'wechat-band',
    protocol: driver.id,
    serial,
    tail: key
      .replace(/[^0-9A-Za-z]/g, '')
      .slice(-4)
      .toUpperCase(),
    bars: barsOf(rssi),
    liveOnly: candidates.every(({ features }) => features.history === undefined),
  };
}
