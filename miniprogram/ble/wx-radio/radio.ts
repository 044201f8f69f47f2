import type { Clock } from '../../lib/clock';
import { deadline } from '../../lib/deadline';
import { type Advertisement, type BleCode, BleError, type Link, type Radio, uuid } from '../link';
import { advertisementOf } from './advertisement';
import { Discovery } from './discovery';
import { ask, isAlreadyConnected } from './errors';
import { WxLink } from './link';
import type { WxBluetooth } from './port';

/** WeChat ends a connection attempt itself; when it forgets to, this much later we do. */
const GRACE_MS = 2000;
/** Before the one repetition of an attempt that failed soon. */
const AGAIN_MS = 500;
/** Android fails for a moment with status 133, HarmonyOS with 1500104. */
const AGAIN: readonly BleCode[] = ['connect-failed', 'system'];
/** How long a phone may take to say whether a connection stands. */
const STANDS_MS = 1000;
/** Opening may ask the person for permission, who may take their time. */
const OPEN_MS = 60_000;

/**
 * The radio of one phone. `wx` has one listener list per event and its off* calls empty all of it,
 * so this listens once and hands events on.
 */
export class WxRadio implements Radio {
  private readonly links = new Map<string, WxLink>();
  /** Attempts under way, each with how to end it. */
  private readonly connecting = new Map<string, (error: BleError) => void>();
  /** Bands that were connected before: of those an event may tell of the connection before. */
  private readonly before = new Set<string>();
  /** Bands whose connection Bluetooth going off did not end for sure. */
  private readonly left = new Set<string>();
  private readonly discovery: Discovery;
  private readonly availableListeners = new Set<(available: boolean) => void>();
  private opening: Promise<void> | null = null;
  private listening = false;

  constructor(
    private readonly api: WxBluetooth,
    private readonly clock: Clock,
  ) {
    this.discovery = new Discovery(api, clock);
  }

  open(): Promise<void> {
    this.listen();
    const late = () => new BleError('timeout', 'open: no answer');
    const asked = () => ask(this.api.openBluetoothAdapter, { mode: 'central' as const });
    this.opening ??= deadline(this.clock.after, OPEN_MS, asked(), late)
      .then(() => undefined)
      .finally(() => {
        this.opening = null;
      });
    return this.opening;
  }

  async scan(
    onFound: (advertisement: Advertisement) => void,
    services: readonly string[] = [],
  ): Promise<{ stop(): Promise<void> }> {
    this.listen();
    const search = await this.discovery.join(onFound);
    void this.discovery.tellConnected(onFound, services, (deviceId) => this.links.has(deviceId));
    return search;
  }

  async connect(deviceId: string, timeoutMs: number): Promise<Link> {
    if (this.links.has(deviceId) || this.connecting.has(deviceId)) {
      throw new BleError('busy', 'there is a connection to this band already');
    }
    this.listen();
    try {
      await this.attempts(deviceId, timeoutMs);
    } finally {
      this.connecting.delete(deviceId);
    }
    const link = new WxLink(deviceId, this.api, this.clock, () => {
      this.links.delete(deviceId);
      this.before.add(deviceId);
    });
    this.links.set(deviceId, link);
    return link;
  }

  onAvailable(listener: (available: boolean) => void): () => void {
    this.availableListeners.add(listener);
    return () => this.availableListeners.delete(listener);
  }

  /** An attempt, and one more where the first failed soon: Android often does (status 133). */
  private async attempts(deviceId: string, timeoutMs: number): Promise<void> {
    const until = this.clock.now() + timeoutMs;
    try {
      return await this.attempt(deviceId, timeoutMs);
    } catch (error) {
      const soon = this.clock.now() + AGAIN_MS < until - timeoutMs / 2;
      if (!soon || !(error instanceof BleError) || !AGAIN.includes(error.code)) throw error;
    }
    const pause = new Promise<void>((resolve) => {
      this.clock.after(AGAIN_MS, resolve);
    });
    await this.unlessOff(deviceId, pause);
    await this.attempt(deviceId, until - this.clock.now());
  }

  private async attempt(deviceId: string, timeoutMs: number): Promise<void> {
    const close = () => ask(this.api.closeBLEConnection, { deviceId }).catch(() => undefined);
    // A connection may outlive the adapter, with a dialogue in it that nobody goes on with.
    if (this.left.delete(deviceId)) void close();
    const asked = ask(this.api.createBLEConnection, { deviceId, timeout: timeoutMs });
    const late = () => new BleError('timeout', 'connect: no answer');
    try {
      const either = this.unlessOff(deviceId, asked);
      await deadline(this.clock.after, timeoutMs + GRACE_MS, either, late);
    } catch (error) {
      if (error instanceof BleError && isAlreadyConnected(error)) return;
      // Android keeps half a connection after a failure, and the next attempt fails on it. A whole
      // one may still come about, and would keep the band from everybody.
      this.before.add(deviceId);
      void close();
      asked.then(
        () => this.links.has(deviceId) || this.connecting.has(deviceId) || close(),
        () => undefined,
      );
      throw error;
    }
  }

  /** A part of an attempt; Bluetooth going off ends it. */
  private unlessOff<T>(deviceId: string, work: Promise<T>): Promise<T> {
    const off = new Promise<never>((_, reject) => this.connecting.set(deviceId, reject));
    return Promise.race([work, off]);
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    const { api } = this;
    let available: boolean | null = null;
    api.onBluetoothAdapterStateChange((state) => {
      // The event also tells of discovery starting and stopping: only changes are passed on.
      if (state.available === available) return;
      if (!state.available) this.end();
      else if (available === false) this.discovery.resume();
      available = state.available;
      for (const listener of [...this.availableListeners]) listener(state.available);
    });
    api.onBluetoothDeviceFound(({ devices }) => {
      for (const device of devices) {
        this.discovery.found(advertisementOf(device));
      }
    });
    api.onBLEConnectionStateChange(({ deviceId, connected }) => {
      if (!connected) void this.lost(deviceId);
    });
    api.onBLECharacteristicValueChange(({ deviceId, serviceId, characteristicId, value }) => {
      const at = { service: uuid(serviceId), characteristic: uuid(characteristicId) };
      this.links.get(deviceId)?.arrived(at, new Uint8Array(value).slice());
    });
  }

  /**
   * An event says that a connection has ended: the one there is, or, where there was one before, that
   * one, late or for the second time (HarmonyOS). Nothing in the event tells them apart, so the phone
   * is asked whether the one there is still stands.
   */
  private async lost(deviceId: string): Promise<void> {
    const { api } = this;
    const link = this.links.get(deviceId);
    // Of Bluetooth going off a phone may tell the ends of its connections before the cause.
    const off = api.getSystemSetting().bluetoothEnabled === false;
    if (link && !off && !link.isClosing && this.before.has(deviceId)) {
      const stands = ask(api.getBLEDeviceServices, { deviceId }).then(
        () => true,
        ({ code }: BleError) => code !== 'disconnected',
      );
      const silent = () => new BleError('timeout', 'services: no answer');
      if (await deadline(this.clock.after, STANDS_MS, stands, silent).catch(() => false)) return;
    }
    link?.end(off ? 'adapter-off' : 'lost');
  }

  /** Bluetooth went off, and all that went over it. */
  private end(): void {
    for (const link of [...this.links.values()]) {
      this.left.add(link.deviceId);
      link.end('adapter-off');
    }
    const off = new BleError('bluetooth-off', 'Bluetooth went off');
    for (const fail of [...this.connecting.values()]) fail(off);
  }
}
