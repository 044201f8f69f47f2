import { type Advertisement, uuid } from '../link';
import type { WxDevice } from './port';

/** dBm of a device that is connected to this phone already: it is near. */
const CONNECTED_RSSI = -60;

/**
 * A found device, the same on every phone: UUIDs long and lower case, bytes copied, nothing absent.
 * `localName` is what is advertised; `name` turns into the GATT name after a first connection.
 */
export function advertisementOf(device: WxDevice): Advertisement {
  return {
    deviceId: device.deviceId,
    localName: device.localName || device.name || '',
    rssi: device.RSSI ?? CONNECTED_RSSI,
    serviceUuids: (device.advertisServiceUUIDs ?? []).map(uuid),
    manufacturerData: new Uint8Array(device.advertisData ?? new ArrayBuffer(0)).slice(),
  };
}
