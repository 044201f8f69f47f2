/** The part of `wx` that makes a phone a band, so that tests can stand in for a phone. */
import type { Call } from '../wx-radio/port';
import type { Broadcast } from './broadcast';

export interface WxPlace {
  serviceId: string;
  characteristicId: string;
}

export interface WxRequest extends WxPlace {
  /** Answered with this, or the other phone waits until it gives up. */
  callbackId: number;
}

export interface WxServed {
  uuid: string;
  characteristics: {
    uuid: string;
    properties: Record<'read' | 'write' | 'writeNoResponse' | 'notify' | 'indicate', boolean>;
    permission: { readable: boolean; writeable: boolean };
  }[];
}

/** A server of `wx`, base library 2.10.3; the subscriptions 2.13.0, and on iPhones alone. */
export interface WxServer {
  addService: Call<{ service: WxServed }>;
  startAdvertising: Call<{ advertiseRequest: Broadcast; powerLevel: 'high' }>;
  stopAdvertising: Call<object>;
  close: Call<object>;
  /** Answers a request where it has its `callbackId`, else sends to whoever subscribed. */
  writeCharacteristicValue: Call<
    WxPlace & { value: ArrayBuffer; needNotify: boolean; callbackId?: number }
  >;
  onCharacteristicReadRequest(listener: (request: WxRequest) => void): void;
  onCharacteristicWriteRequest(
    listener: (request: WxRequest & { value: ArrayBuffer }) => void,
  ): void;
  onCharacteristicSubscribed?(listener: (at: WxPlace) => void): void;
  onCharacteristicUnsubscribed?(listener: (at: WxPlace) => void): void;
}

type StateListener = (state: { connected: boolean }) => void;

export interface WxPeripheral {
  openBluetoothAdapter: Call<{ mode: 'peripheral' }>;
  createBLEPeripheralServer: Call<object, { server: WxServer }>;
  /** Android and HarmonyOS; an iPhone never fires it. */
  onBLEPeripheralConnectionStateChanged(listener: StateListener): void;
  offBLEPeripheralConnectionStateChanged(listener: StateListener): void;
}
