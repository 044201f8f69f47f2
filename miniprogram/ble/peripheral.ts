/**
 * The other side of a link: what a band is to whoever carries its bytes. The virtual radio, a phone that
 * is a band and the preview's `wx` all drive this, so a virtual band is written once.
 */
import type { Characteristic, GattCharacteristic } from './link';

/** What a peripheral may do while connected. */
export interface Central {
  /** Bytes that fit one value on this connection now: 20, or what both sides agreed on. */
  readonly payload: number;
  /** Sends one notification or indication; resolves when the phone has confirmed it. */
  send(at: Characteristic, value: Uint8Array): Promise<void>;
  /** Drops the connection. */
  disconnect(): void;
}

/** One band. A peripheral serves one central at a time, as bands do. */
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
