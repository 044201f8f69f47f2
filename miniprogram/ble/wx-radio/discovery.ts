import type { Clock } from '../../lib/clock';
import { deadline } from '../../lib/deadline';
import { type Advertisement, BleError } from '../link';
import { advertisementOf } from './advertisement';
import { ask } from './errors';
import type { WxBluetooth } from './port';

/** How long WeChat may take to say that a discovery began or ended. */
const ANSWER_MS = 5000;
/** dBm of a device that is connected to this phone already: it is near. */
const CONNECTED_RSSI = -60;

/** The one discovery of this phone: it begins with the first who looks, and ends with the last. */
export class Discovery {
  private readonly listeners = new Set<(advertisement: Advertisement) => void>();
  private begun: Promise<unknown> | null = null;

  constructor(
    private readonly api: WxBluetooth,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the discovery has begun, with the way to leave it. */
  async join(onFound: (advertisement: Advertisement) => void): Promise<{ stop(): Promise<void> }> {
    this.listeners.add(onFound);
    try {
      await this.begin();
    } catch (error) {
      this.listeners.delete(onFound);
      throw error;
    }
    return { stop: () => this.leave(onFound) };
  }

  /**
   * Reports what this phone is connected to already, other than `ours`, service by service: WeChat
   * does not say which one a device has. A phone that cannot tell is no failure.
   */
  async tellConnected(
    onFound: (advertisement: Advertisement) => void,
    services: readonly string[],
    ours: (deviceId: string) => boolean,
  ): Promise<void> {
    for (const service of services) {
      const asked = ask(this.api.getConnectedBluetoothDevices, { services: [service] });
      const answer = await asked.catch(() => null);
      if (!this.listeners.has(onFound)) return;
      for (const device of answer?.devices ?? []) {
        if (ours(device.deviceId)) continue;
        const here = { RSSI: CONNECTED_RSSI, advertisServiceUUIDs: [service] };
        onFound(advertisementOf({ ...device, ...here }));
      }
    }
  }

  found(advertisement: Advertisement): void {
    for (const listener of [...this.listeners]) listener(advertisement);
  }

  /** Bluetooth is back: a discovery that went off with it begins again. */
  resume(): void {
    this.begun = null;
    if (this.listeners.size > 0) this.begin().catch(() => undefined);
  }

  private begin(): Promise<unknown> {
    // No filter by service: many bands do not advertise theirs. Repeated reports tell the RSSI.
    const options = { allowDuplicatesKey: true, powerLevel: 'high' as const };
    this.begun ??= this.answered(ask(this.api.startBluetoothDevicesDiscovery, options)).catch(
      (error: unknown) => {
        this.begun = null;
        throw error;
      },
    );
    return this.begun;
  }

  private async leave(onFound: (advertisement: Advertisement) => void): Promise<void> {
    if (!this.listeners.delete(onFound) || this.listeners.size > 0) return;
    this.begun = null;
    // With Bluetooth off there is nothing to stop.
    await this.answered(ask(this.api.stopBluetoothDevicesDiscovery, {})).catch(() => undefined);
  }

  private answered(work: Promise<unknown>): Promise<unknown> {
    const late = () => new BleError('timeout', 'discovery: no answer');
    return deadline(this.clock.after, ANSWER_MS, work, late);
  }
}
