/** The peripheral side of `wx` on a phone, and what another phone finds of it in the air. */
import {
  BleError,
  type Characteristic,
  sameCharacteristic,
  uuid,
} from '../../miniprogram/ble/link';
import type { Central, Peripheral } from '../../miniprogram/ble/peripheral';
import type { PeripheralPlatform } from '../../miniprogram/ble/wx-peripheral';
import type {
  WxPeripheral,
  WxPlace,
  WxServed,
  WxServer,
} from '../../miniprogram/ble/wx-peripheral/port';

type Answers = { success(result: object): void; fail(failure: object): void };

/** An iPhone has these itself and takes none from an app. */
const IPHONES_OWN = ['1805', '180a', '180f'].map(uuid);
/** As an Android shows it; each phone draws another one by lot. */
const ADDRESS = '5B:3C:7D:10:22:9E';
const ON_IPHONE = '7C1E0F52-0B6A-4C57-9D0B-6A3C1F0E2D44';

/** `wx` of a phone that is a band; `onAir` once it advertises. */
export function airPeripheral(platform: PeripheralPlatform) {
  const ios = platform === 'ios';
  const services: WxServed[] = [];
  const listeners: Record<string, (event: never) => void> = {};
  const subscribed: Characteristic[] = [];
  let central: Central | null = null;
  let answer = new Uint8Array(0);
  let onAir: Peripheral | null = null;
  const on = (name: string) => (listener: (event: never) => void) => {
    listeners[name] = listener;
  };
  const tell = (name: string, event: object) => listeners[name]?.(event as never);
  const ok = ({ success }: Answers) => success({});

  const server: WxServer = {
    addService({ service, success, fail }) {
      if (ios && IPHONES_OWN.includes(uuid(service.uuid))) {
        fail({ errCode: 10008, errMsg: 'the specified UUID is not allowed for this operation' });
        return;
      }
      services.push(service);
      success({});
    },
    startAdvertising({ advertiseRequest, success }) {
      const { deviceName, serviceUuids, manufacturerData = [] } = advertiseRequest;
      const [data] = manufacturerData;
      const company = Number(data?.manufacturerId ?? 0);
      onAir = {
        deviceId: ios ? ON_IPHONE : ADDRESS,
        localName: deviceName,
        serviceUuids,
        manufacturerData: data
          ? Uint8Array.of(company, company >> 8, ...new Uint8Array(data.manufacturerSpecificData))
          : new Uint8Array(0),
        maxPayload: 244,
        gatt: services.flatMap(({ uuid: service, characteristics }) =>
          characteristics.map(({ uuid: characteristic, properties }) => ({
            service: uuid(service),
            characteristic: uuid(characteristic),
            ...properties,
          })),
        ),
        onConnect(other) {
          central = other;
          if (!ios) tell('state', { connected: true });
        },
        onDisconnect() {
          central = null;
          for (const at of subscribed.splice(0)) if (ios) tell('unsubscribed', placeOf(at));
          if (!ios) tell('state', { connected: false });
        },
        onRead(at) {
          answer = new Uint8Array(0);
          tell('read', { ...placeOf(at), callbackId: 1 });
          return answer;
        },
        onWrite: (at, value) =>
          tell('write', { ...placeOf(at), callbackId: 2, value: value.slice().buffer }),
        onSubscribe(at) {
          subscribed.push(at);
          if (ios) tell('subscribed', placeOf(at));
        },
      };
      success({});
    },
    stopAdvertising: ok,
    close: ok,
    writeCharacteristicValue({ callbackId, value, success, ...place }) {
      const bytes = new Uint8Array(value);
      const at = { service: uuid(place.serviceId), characteristic: uuid(place.characteristicId) };
      if (callbackId !== undefined) answer = bytes;
      else if (subscribed.some((one) => sameCharacteristic(one, at))) {
        central?.send(at, bytes).catch((error: BleError) => error);
      }
      success({});
    },
    onCharacteristicReadRequest: on('read'),
    onCharacteristicWriteRequest: on('write'),
    ...(ios && {
      onCharacteristicSubscribed: on('subscribed'),
      onCharacteristicUnsubscribed: on('unsubscribed'),
    }),
  };
  const api: WxPeripheral = {
    openBluetoothAdapter: ok,
    createBLEPeripheralServer: ({ success }) => success({ server }),
    onBLEPeripheralConnectionStateChanged: on('state'),
    offBLEPeripheralConnectionStateChanged: () => {
      delete listeners.state;
    },
  };
  return {
    api,
    get onAir(): Peripheral {
      if (!onAir) throw new BleError('not-open', 'nothing advertises');
      return onAir;
    },
  };
}

const placeOf = ({ service, characteristic }: Characteristic): WxPlace => ({
  serviceId: service.toUpperCase(),
  characteristicId: characteristic.toUpperCase(),
});
