/**
 * The phone's radio: the only file group that touches `wx` Bluetooth. `wx` has one listener list
 * per event and its off* calls empty all of it, so this listens once and hands events on.
 */
import { deadline } from '../../lib/deadline';
import { type Clock, systemClock } from '../clock';
import { type Advertisement, BleError, type Link, type Radio, uuid } from '../link';
import { advertisementOf } from './advertisement';
import { ask, isAlreadyConnected } from './errors';
import { WxLink } from './link';
import type { WxBluetooth } from './port';

export type { WxBluetooth } from './port';

/** WeChat ends a connection attempt itself; when it forgets to, this much later we do. */
const GRACE_MS = 2000;

/** A radio over `wx`. Make one for the whole app: events of `wx` are the app's, not a page's. */
export const createWxRadio = (api: WxBluetooth = wx, clock: Clock = systemClock): Radio =>
  new WxRadio(api, clock);

class WxRadio implements Radio {
  private readonly links = new Map<string, WxLink>();
  private readonly connecting = new Set<string>();
  private readonly scans = new Set<(advertisement: Advertisement) => void>();
  private readonly availableListeners = new Set<(available: boolean) => void>();
  private opening: Promise<void> | null = null;
  private listening = false;

  constructor(
    private readonly api: WxBluetooth,
    private readonly clock: Clock,
  ) {}

  open(): Promise<void> {
    this.listen();
    this.opening ??= ask(this.api.openBluetoothAdapter, { mode: 'central' as const })
      .then(() => undefined)
      .finally(() => {
        this.opening = null;
      });
    return this.opening;
  }

  async scan(onFound: (advertisement: Advertisement) => void): Promise<{ stop(): Promise<void> }> {
    const { api, scans } = this;
    this.listen();
    scans.add(onFound);
    try {
      // No filter by service: many bands do not advertise theirs. Repeated reports tell the RSSI.
      const options = { allowDuplicatesKey: true, powerLevel: 'high' as const };
      if (scans.size === 1) await ask(api.startBluetoothDevicesDiscovery, options);
    } catch (error) {
      scans.delete(onFound);
      throw error;
    }
    const stop = async () => {
      if (!scans.delete(onFound) || scans.size > 0) return;
      // With Bluetooth off there is nothing to stop.
      await ask(api.stopBluetoothDevicesDiscovery, {}).catch(() => undefined);
    };
    return { stop };
  }

  async connect(deviceId: string, timeoutMs: number): Promise<Link> {
    if (this.links.has(deviceId) || this.connecting.has(deviceId)) {
      throw new BleError('busy', 'there is a connection to this band already');
    }
    this.listen();
    this.connecting.add(deviceId);
    const attempt = ask(this.api.createBLEConnection, { deviceId, timeout: timeoutMs });
    const late = () => new BleError('timeout', 'connect: no answer');
    try {
      await deadline(this.clock.after, timeoutMs + GRACE_MS, attempt, late);
    } catch (error) {
      if (!(error instanceof BleError) || !isAlreadyConnected(error)) {
        // Android keeps half a connection after a failure, and the next attempt fails on it.
        ask(this.api.closeBLEConnection, { deviceId }).catch(() => undefined);
        throw error;
      }
    } finally {
      this.connecting.delete(deviceId);
    }
    const link = new WxLink(deviceId, this.api, this.clock, () => this.links.delete(deviceId));
    this.links.set(deviceId, link);
    return link;
  }

  onAvailable(listener: (available: boolean) => void): () => void {
    this.availableListeners.add(listener);
    return () => this.availableListeners.delete(listener);
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    const { api } = this;
    let available: boolean | null = null;
    api.onBluetoothAdapterStateChange((state) => {
      if (!state.available) for (const link of [...this.links.values()]) link.end('adapter-off');
      // The event also tells of discovery starting and stopping: only changes are passed on.
      if (state.available === available) return;
      available = state.available;
      for (const listener of [...this.availableListeners]) listener(state.available);
    });
    api.onBluetoothDeviceFound(({ devices }) => {
      for (const device of devices) {
        const advertisement = advertisementOf(device);
        for (const scan of [...this.scans]) scan(advertisement);
      }
    });
    api.onBLEConnectionStateChange(({ deviceId, connected }) => {
      if (!connected) this.links.get(deviceId)?.end('lost');
    });
    api.onBLECharacteristicValueChange(({ deviceId, serviceId, characteristicId, value }) => {
      const at = { service: uuid(serviceId), characteristic: uuid(characteristicId) };
      this.links.get(deviceId)?.arrived(at, new Uint8Array(value).slice());
    });
  }
}
