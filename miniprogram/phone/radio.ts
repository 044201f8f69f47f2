/** The phone's Bluetooth. */
import type { Radio } from '../ble/link';
import { createWxRadio } from '../ble/wx-radio/index';

let radio: Radio | null = null;

/** The one radio of this phone. */
export function phoneRadio(): Radio {
  radio ??= createWxRadio();
  return radio;
}
