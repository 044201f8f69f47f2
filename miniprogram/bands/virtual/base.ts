/** What every virtual band does alike: it is somebody, serves one phone, and knows the time. */
import type { Characteristic, GattCharacteristic } from '../../ble/link';
import { BOARD_OFFSET_SECONDS } from '../../contract/activity';
import type { Virtual, VirtualOptions } from './options';
import type { Central } from './peripheral';

export abstract class VirtualPeripheral<O extends VirtualOptions> implements Virtual {
  readonly deviceId: string;
  readonly localName: string;
  readonly serviceUuids: readonly string[] = [];
  readonly manufacturerData: Uint8Array = new Uint8Array(0);
  readonly maxPayload: number = 20;
  abstract readonly gatt: readonly GattCharacteristic[];
  protected central: Central | null = null;

  /** `localName`: what it is called unless it was told otherwise. */
  constructor(
    protected readonly options: O,
    localName: string,
  ) {
    this.deviceId = options.deviceId;
    this.localName = options.localName ?? localName;
  }

  abstract get steps(): number;
  abstract addSteps(steps: number): void;
  abstract onWrite(at: Characteristic, value: Uint8Array): void;

  onConnect(central: Central): void {
    this.central = central;
  }

  onDisconnect(): void {
    this.central = null;
  }

  onRead(_at: Characteristic): Uint8Array {
    return new Uint8Array(0);
  }

  onSubscribe(_at: Characteristic, _enabled: boolean): void {}

  /** To the phone; a link that dropped meanwhile takes the value with it. */
  protected send(at: Characteristic, value: Uint8Array): void {
    this.central?.send(at, value).catch(() => undefined);
  }

  /** UTC seconds, whole. */
  protected now(): number {
    return Math.floor(this.options.now());
  }

  /** Its battery: as it was told, no number where it is to have none, else the usual one. */
  protected battery(usual: number): number {
    return this.options.battery ?? (this.options.blank ? 0xff : usual);
  }

  /** Its zone at first, seconds east of UTC. */
  protected get zone(): number {
    return this.options.offsetSeconds ?? BOARD_OFFSET_SECONDS;
  }
}
