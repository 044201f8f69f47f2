/** The phone's Bluetooth: silent until its owner agreed to the terms. */
import { BleError, type Radio } from '../ble/link';
import { createWxRadio } from '../ble/wx-radio/index';
import { permit } from './agreement';

let radio: Radio | null = null;

/** The one radio of this phone. Nothing can be done with it before `open`. */
export function phoneRadio(): Radio {
  radio ??= permittedRadio(createWxRadio());
  return radio;
}

function permittedRadio(silent: Radio): Radio {
  const open = silent.open.bind(silent);
  silent.open = async () => {
    await permit().catch((no: unknown) => {
      throw new BleError('privacy-refused', 'the terms were not agreed to', no);
    });
    await open();
  };
  return silent;
}
