import type { Central, Peripheral } from '../../miniprogram/bands/virtual/peripheral';
import type { Characteristic, GattCharacteristic } from '../../miniprogram/ble/link';

/** A peripheral with no will of its own: says what the test gives it, and keeps what it hears. */
export interface ScriptedBand extends Peripheral {
  readonly written: { at: Characteristic; value: Uint8Array }[];
  /** Sends values one after the other, each after the one before is confirmed. */
  say(at: Characteristic, ...values: Uint8Array[]): Promise<void>;
  /** Values of reads; empty when not set. */
  readonly readable: Map<string, Uint8Array>;
}

export interface ScriptedOptions {
  gatt: readonly GattCharacteristic[];
  onSubscribe?: (band: ScriptedBand, at: Characteristic) => void;
  onWrite?: (band: ScriptedBand, at: Characteristic, value: Uint8Array) => void;
  maxPayload?: number;
}

export function scriptedBand(options: ScriptedOptions): ScriptedBand {
  let central: Central | null = null;
  const band: ScriptedBand = {
    deviceId: 'scripted',
    localName: 'Scripted',
    serviceUuids: [],
    manufacturerData: new Uint8Array(0),
    maxPayload: options.maxPayload ?? 20,
    gatt: options.gatt,
    written: [],
    readable: new Map(),
    async say(at, ...values) {
      for (const value of values) await central?.send(at, value);
    },
    onConnect(to) {
      central = to;
    },
    onDisconnect() {
      central = null;
    },
    onRead: (at) => band.readable.get(at.characteristic) ?? new Uint8Array(0),
    onWrite(at, value) {
      band.written.push({ at, value });
      options.onWrite?.(band, at, value);
    },
    onSubscribe(at, enabled) {
      if (enabled) options.onSubscribe?.(band, at);
    },
  };
  return band;
}
