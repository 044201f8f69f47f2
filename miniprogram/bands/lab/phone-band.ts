/**
 * The band that a phone can be: the WeChat pedometer. It is known by its service and can be asked for
 * its address, so that an iPhone can be one too, which has no manufacturer data; and its address is the
 * phone's to choose, so that two phones are two bands.
 */
import { type Characteristic, sameCharacteristic } from '../../ble/link';
import { PHONE_BAND } from '../../lib/serial';
import { demoWeek } from '../demo';
import type { Virtual } from '../virtual/options';
import { decodeMeasurement } from '../wechat-pedometer/codec';
import { MEASUREMENT, TARGET } from '../wechat-pedometer/gatt';
import { createVirtualPedometer } from '../wechat-pedometer/virtual/band';

/** What a value is about. */
export type Meaning = { steps: number } | { goal: number } | { bytes: number };

export interface LabPhoneBand {
  band: Virtual;
  /** Advertised, in its short form. */
  service: string;
  meaning(at: Characteristic, value: Uint8Array): Meaning;
}

/** `tail`: four hex digits, which tell this phone from others. `now`: UTC seconds. */
export function createPhoneBand(tail: string, now: () => number): LabPhoneBand {
  const band = createVirtualPedometer({
    deviceId: `lab-${tail}`,
    localName: `BM-LAB ${tail}`,
    mac: PHONE_BAND + tail,
    now,
    truth: demoWeek(now()),
  });
  return {
    band,
    service: 'FEE7',
    meaning(at, value) {
      const read = decodeMeasurement(value);
      if (read.ok && sameCharacteristic(at, MEASUREMENT)) return { steps: read.value.steps };
      if (read.ok && sameCharacteristic(at, TARGET)) return { goal: read.value.steps };
      return { bytes: value.length };
    },
  };
}
