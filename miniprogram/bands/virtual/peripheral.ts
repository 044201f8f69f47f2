/**
 * The other side of a link: what a virtual band is to whoever carries its bytes. The virtual radio
 * and the preview's `wx` both drive this, so a band is written once.
 */
import type { Characteristic, GattCharacteristic } from '../../ble/link';

/** What a peripheral may do while connected. */
export interface Central {
  /** Bytes that fit one value on this connection now: 20, or what both sides agreed on. */
  readonly payload: number;
  /** Sends one notification or indication; resolves when the phone has confirmed it. */
  send(at: Characteristic, value: Uint8Array): Promise<void>;
  /** Drops the connection. */
  disconnect(): void;
}

/** One virtual band. A peripheral serves one central at a time, as bands do. */
export interface Peripheral {
  readonly deviceId: string;
  readonly localName: string;
  readonly serviceUuids: readonly string[];
  /** Company id (2 bytes, little-endian) and what follows. */
  readonly manufacturerData: Uint8Array;
  /** Largest value it takes or sends: 20 unless it negotiates more. */
  readonly maxPayload: number;
  readonly gatt: readonly GattCharacteristic[];
  onConnect(central: Central): void;
  onDisconnect(): void;
  onRead(at: Characteristic): Uint8Array;
  onWrite(at: Characteristic, value: Uint8Array): void;
  onSubscribe(at: Characteristic, enabled: boolean): void;
}

type Ability = Exclude<keyof GattCharacteristic, keyof Characteristic>;

/** A characteristic of a virtual band that can do this and nothing else. */
export const declared = (at: Characteristic, ...can: readonly Ability[]): GattCharacteristic => ({
  ...at,
  read: can.includes('read'),
  write: can.includes('write'),
  writeNoResponse: can.includes('writeNoResponse'),
  notify: can.includes('notify'),
  indicate: can.includes('indicate'),
});
