import { cleanText } from '../../lib/text';
import { type Advertisement, uuid } from '../link';
import type { WxDevice } from './port';

/**
 * A found device, the same on every phone: UUIDs long and lower case, bytes copied, nothing absent.
 * `localName` is what is advertised; `name` turns into the GATT name after a first connection.
 */
export function advertisementOf(device: WxDevice): Advertisement {
  return {
    deviceId: device.deviceId,
    localName: cleanText(device.localName ?? '') || cleanText(device.name ?? ''),
    rssi: known(device.RSSI),
    serviceUuids: (device.advertisServiceUUIDs ?? []).map(uuid),
    manufacturerData: new Uint8Array(device.advertisData ?? new ArrayBuffer(0)).slice(),
  };
}

/**
 * 127 is "not available" (Bluetooth Core, HCI LE Advertising Report; CoreBluetooth says it too), and
 * some phones say 0: no band is heard as loud as that.
 */
const known = (rssi: number | undefined): number | null =>
  rssi === undefined || rssi >= 0 ? null : rssi;
