/**
 * As much of Web Bluetooth as the preview uses (webbluetoothcg.github.io/web-bluetooth): TypeScript's
 * DOM has none of it. UUIDs are 128-bit lower case; a value may be a view of a larger buffer.
 */

export interface WebCharacteristic extends EventTarget {
  readonly uuid: string;
  readonly properties: {
    readonly read: boolean;
    readonly write: boolean;
    readonly writeWithoutResponse: boolean;
    readonly notify: boolean;
    readonly indicate: boolean;
  };
  /** What came last; `characteristicvaluechanged` tells of a read and of a notification alike. */
  readonly value?: DataView | null;
  readValue(): Promise<DataView>;
  writeValueWithResponse(value: BufferSource): Promise<void>;
  writeValueWithoutResponse(value: BufferSource): Promise<void>;
  startNotifications(): Promise<unknown>;
  stopNotifications(): Promise<unknown>;
}

export interface WebService {
  readonly uuid: string;
  getCharacteristics(): Promise<WebCharacteristic[]>;
}

export interface WebServer {
  readonly connected: boolean;
  /** Has no time limit of its own; `disconnect` ends an attempt. */
  connect(): Promise<unknown>;
  disconnect(): void;
  getPrimaryServices(): Promise<WebService[]>;
}

/** Tells `gattserverdisconnected`, and `advertisementreceived` while it is watched. */
export interface WebDevice extends EventTarget {
  /** The browser's own, the same for one device and one address of the page. */
  readonly id: string;
  readonly name?: string | null;
  readonly gatt?: WebServer;
  /** In Chrome behind chrome://flags/#enable-experimental-web-platform-features. */
  watchAdvertisements?(): Promise<void>;
}

/** An event `advertisementreceived`. */
export interface WebAdvertisement extends Event {
  readonly rssi?: number | null;
  readonly uuids: readonly string[];
  /** By company id, without it. */
  readonly manufacturerData: ReadonlyMap<number, DataView>;
}

interface WebFilter {
  services?: string[];
  namePrefix?: string;
  manufacturerData?: { companyIdentifier: number }[];
}

export interface WebRequest {
  filters?: WebFilter[];
  acceptAllDevices?: boolean;
  optionalServices: string[];
  optionalManufacturerData?: number[];
}

export interface WebBluetooth {
  /** Asks the person for one device; wants a tap. */
  requestDevice(options: WebRequest): Promise<WebDevice>;
}
