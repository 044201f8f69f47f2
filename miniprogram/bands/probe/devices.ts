/** Any Bluetooth device nearby, with this phone's radio: for a band that nobody here knows yet. */
import type { Advertisement } from '../../ble/link';
import { systemClock } from '../../lib/clock';
import { AppError } from '../../phone/errors';
import { phoneRadio } from '../../phone/radio';
import { barsOf } from '../../services/bands/index';
import { describeDevice, lookAround } from './describe';

/** A Bluetooth device nearby, whatever it is. */
export interface Device {
  id: string;
  /** Empty when it tells none. */
  name: string;
  /** 1–4. */
  bars: number;
}

const seen = new Map<string, Advertisement>();

/** Every device that advertises within 8 s, the nearest first. Rejects with an AppError. */
export async function devicesNear(): Promise<Device[]> {
  const list = await lookAround({ radio: phoneRadio(), clock: systemClock });
  seen.clear();
  for (const device of list) seen.set(device.deviceId, device);
  return list.map(({ deviceId, localName, rssi }) => ({
    id: deviceId,
    name: localName,
    bars: barsOf(rssi),
  }));
}

/** What a device of that list says of itself, as text without its address. Rejects with an AppError. */
export async function exportDevice(id: string): Promise<string> {
  const device = seen.get(id);
  if (!device) throw new AppError('band-not-found', 'not one of the list');
  return describeDevice({ radio: phoneRadio(), clock: systemClock }, device);
}
