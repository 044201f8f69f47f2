/** The virtual band of the app itself (虚拟手环), and the radio on which it is. */
import { createVirtualAirSync } from '../../bands/wechat-airsync/virtual';
import type { Radio } from '../../ble/link';
import { createVirtualRadio } from '../../ble/virtual-radio';
import { now, systemClock } from '../../lib/clock';
import { lateWalks, plausibleWalks, type Walk } from '../../lib/walks';
import { phoneRadio } from '../../phone/radio';
import { stored } from '../../phone/store';

let demo: Radio | null = null;

/** The radio on which only the virtual band is, at any time and without Bluetooth. */
export function demoRadio(): Radio {
  demo ??= createVirtualRadio({ clock: systemClock, bands: [demoBand()], intervalMs: 8 });
  return demo;
}

/** Which radio a band is on. */
export const radioOf = (band: { virtual: boolean }): Radio =>
  band.virtual ? demoRadio() : phoneRadio();

/** The virtual band's place in the catalogue. */
export const DEMO_BAND = { model: 'wechat-band', protocol: 'wechat-airsync' } as const;

const DEMO_DAYS = 7;
const DEMO_SEED = 20;
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

function demoBand() {
  return createVirtualAirSync({
    deviceId: 'virtual-band',
    localName: 'Virtual band',
    mac: demoSerial(),
    now,
    truth: demoWeek(now()),
  });
}

/** The last seven days up to now. A date always has the same walks, whenever it is asked for. */
export function demoWeek(now: number): Walk[] {
  const week = { seed: DEMO_SEED, until: now, days: DEMO_DAYS };
  return [...lateWalks(week), ...plausibleWalks(week)].sort((a, b) => a.at - b.at);
}
