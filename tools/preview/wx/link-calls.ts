import type { Heard } from '../hub/onlooker';
import type { Options } from './call';

/**
 * What stands behind the calls of `wx` about one device: the air with its virtual bands, or this
 * computer's Bluetooth. A call answers with the fields of WeChat's answer, or throws a `Failure` with
 * WeChat's number.
 */
export interface LinkCalls {
  connect(options: Options): Promise<void>;
  disconnect(options: Options): void;
  services(options: Options): Promise<object>;
  characteristics(options: Options): Promise<object>;
  read(options: Options): Promise<void>;
  write(options: Options): Promise<void>;
  notify(options: Options): Promise<void>;
  setMtu(options: Options): Promise<object>;
  mtu(options: Options): object;
  rssi(options: Options): object;
  /** Devices this phone is connected to. */
  connected(): { deviceId: string; name: string }[];
}

/** What happens to connections without being asked for, as events of `wx`. */
export interface LinkEvents {
  connected(deviceId: string): void;
  /** @param ours we closed it: not every phone tells that. */
  ended(deviceId: string, ours: boolean): void;
  value(at: {
    deviceId: string;
    serviceId: string;
    characteristicId: string;
    value: ArrayBuffer;
  }): void;
  /** Every value in either direction, for whoever looks on. */
  heard(heard: Heard): void;
}
