/** The virtual band of the app itself (虚拟手环), on a radio of its own. */
import type { Radio } from '../ble/link';
import type { Clock } from '../lib/clock';
import { createVirtualRadio } from './virtual/radio';
import { lateWalks, plausibleWalks, type Walk } from './virtual/walks';
import { createVirtualAirSync } from './wechat-airsync/virtual/band';

const DEMO_DAYS = 7;
const DEMO_SEED = 20;
const INTERVAL_MS = 8;

/** The radio on which only the virtual band of this serial is, at any time and without Bluetooth. */
export function createDemoRadio(clock: Clock, now: () => number, serial: string): Radio {
  const band = createVirtualAirSync({
    deviceId: 'virtual-band',
    localName: 'Virtual band',
    mac: serial,
    now,
    truth: demoWeek(now()),
  });
  return createVirtualRadio({ clock, bands: [band], intervalMs: INTERVAL_MS });
}

/** The last seven days up to now, or more. A date always has the same walks, whenever it is asked for. */
export function demoWeek(now: number, days = DEMO_DAYS): Walk[] {
  const week = { seed: DEMO_SEED, until: now, days };
  return [...lateWalks(week), ...plausibleWalks(week)].sort((a, b) => a.at - b.at);
}
