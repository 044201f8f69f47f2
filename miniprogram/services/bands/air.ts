/** Where a band is met: on this phone's radio, or on the one of a virtual band. */
import type { Radio } from '../../ble/link';
import { isPhoneBand } from '../../lib/serial';
import { phoneRadio } from '../../phone/radio';
import type { DriverContext, Run } from '../../protocols/driver';
import type { ProtocolId } from '../../protocols/index';
import { demoRadio, demoSerial } from './demo';
import { hasLab, labAir, labChoice } from './lab';

export interface Air {
  radio: Radio;
  /** The maker's half of a log-in, where it is not the cloud that has it. */
  vendorAuth?: DriverContext['vendorAuth'];
  /** What a fault of the lab makes of a dialogue. */
  faulty?(run: Run): Run;
}

/** What a band is known by here. */
interface Known {
  virtual: boolean;
  protocol: string;
  serial: string;
}

/** A band inside the lab: virtual, and not the one that everybody may try. There is none in a release. */
export const isOfLab = ({ virtual, serial }: Known): boolean =>
  virtual && hasLab() && !isPhoneBand(serial) && serial !== demoSerial();

/** Where a bound band is. Rejects with 'drivers-missing'; one of the lab only in a develop version. */
export async function airOf(band: Known): Promise<Air> {
  if (isOfLab(band)) return labAir(band.protocol as ProtocolId);
  // A phone that is a band is virtual, and on the air all the same.
  const really = !band.virtual || isPhoneBand(band.serial);
  return { radio: really ? phoneRadio() : await demoRadio() };
}

/** Where bands are looked for: the lab's choice stands in for what is really there. */
export async function nearbyAir(): Promise<Air> {
  const choice = labChoice();
  return choice ? labAir(choice.protocol) : { radio: phoneRadio() };
}
