/** The virtual band of the app itself (虚拟手环), and the radio on which it is. */
import type { Radio } from '../../ble/link';
import { now, systemClock } from '../../lib/clock';
import { stored } from '../../phone/store';
import { bandDrivers } from './drivers';

let demo: Radio | null = null;

/** The radio on which only the virtual band is. Rejects with 'drivers-missing'. */
export async function demoRadio(): Promise<Radio> {
  const { createDemoRadio } = await bandDrivers();
  demo ??= createDemoRadio(systemClock, now, demoSerial());
  return demo;
}

/** The virtual band's place in the catalogue. */
export const DEMO_BAND = { model: 'wechat-band', protocol: 'wechat-airsync' } as const;

const serial = stored<string>('demo-serial', '', (value) => /^[0-9A-F]{12}$/.test(String(value)));

/** One serial per phone: two people's virtual bands are two bands. */
export function demoSerial(): string {
  if (serial.get() === '') {
    let digits = '';
    while (digits.length < 12) digits += Math.floor(Math.random() * 16).toString(16);
    serial.set(digits.toUpperCase());
  }
  return serial.get();
}
