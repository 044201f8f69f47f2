/**
 * A radio whose bands are objects. With the phone's clock it is the virtual band people try before
 * they own one; with a virtual clock and faults it is where sessions are tested.
 */

import { type Advertisement, BleError, type Link, type Radio } from '../../ble/link';
import type { Clock } from '../../lib/clock';
import { cleanText } from '../../lib/text';
import type { Fates } from './faults';
import { type Platform, VirtualLink } from './link';
import type { Peripheral } from './peripheral';

export interface VirtualRadioOptions {
  clock: Clock;
  bands: readonly Peripheral[];
  /** Connection interval; 0 takes no radio time. */
  intervalMs?: number;
  /** Time between the phone deciding on an operation and the radio having it. */
  hopMs?: number;
  connectMs?: number;
  /** Largest value the phone negotiates. */
  maxPayload?: number;
  fates?: Fates;
  /** Android where not said. */
  platform?: Platform;
}

export interface VirtualRadio extends Radio {
  /** Bluetooth on or off; off ends every link. */
  setAvailable(available: boolean): void;
  /** A band out of range is not found, cannot be connected, and loses its link. */
  setInRange(deviceId: string, inRange: boolean): void;
  setFates(fates: Fates): void;
  /** Frames carried so far, over all links. */
  readonly frames: number;
}

const ADVERTISING_MS = 200;

export function createVirtualRadio(options: VirtualRadioOptions): VirtualRadio {
  const { clock, bands, connectMs = 100 } = options;
  const far = new Set<string>();
  const links = new Map<string, VirtualLink>();
  const listeners = new Set<(available: boolean) => void>();
  const air = {
    clock,
    intervalMs: options.intervalMs ?? 0,
    hopMs: options.hopMs ?? 0,
    maxPayload: options.maxPayload ?? 244,
    fates: options.fates ?? (() => 'deliver' as const),
    frames: 0,
    platform: options.platform ?? ('android' as const),
  };
  let available = true;

  const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const assertOn = () => {
    if (!available) throw new BleError('bluetooth-off', 'Bluetooth is off');
  };
  const reachable = (deviceId: string) =>
    far.has(deviceId) ? undefined : bands.find((band) => band.deviceId === deviceId);

  async function connect(deviceId: string, timeoutMs: number): Promise<Link> {
    assertOn();
    const band = reachable(deviceId);
    await wait(band ? connectMs : timeoutMs);
    assertOn();
    if (!band || !reachable(deviceId)) throw new BleError('timeout', `${deviceId} is out of range`);
    if (links.has(deviceId)) throw new BleError('connect-failed', `${deviceId} is taken`);
    const link = new VirtualLink(band, air, () => links.delete(deviceId));
    links.set(deviceId, link);
    return link;
  }

  return {
    async open() {
      assertOn();
    },
    async scan(onFound) {
      assertOn();
      let stop: () => void;
      const report = () => {
        for (const band of bands) if (available && isFree(band)) onFound(advertisementOf(band));
        stop = clock.after(ADVERTISING_MS, report);
      };
      const isFree = ({ deviceId }: Peripheral) => !far.has(deviceId) && !links.has(deviceId);
      stop = clock.after(0, report);
      return { stop: async () => stop() };
    },
    connect,
    onAvailable(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setAvailable(on) {
      if (available === on) return;
      available = on;
      if (!on) for (const link of [...links.values()]) link.drop('adapter-off');
      for (const listener of listeners) listener(on);
    },
    setInRange(deviceId, inRange) {
      if (inRange) far.delete(deviceId);
      else far.add(deviceId);
      if (!inRange) links.get(deviceId)?.drop('lost');
    },
    setFates(fates) {
      air.fates = fates;
    },
    get frames() {
      return air.frames;
    },
  };
}

/** What a phone hears of a virtual band. */
export function advertisementOf(band: Peripheral): Advertisement {
  return {
    deviceId: band.deviceId,
    localName: cleanText(band.localName),
    rssi: -52,
    serviceUuids: [...band.serviceUuids],
    manufacturerData: band.manufacturerData,
  };
}
