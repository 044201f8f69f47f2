/** Brings a message of a band to its owner, as WeChat's device message. */
import { logFault } from '../answers';
import { ownBand, takeMessages } from '../bands';
import { accessToken, refusedWith, sendDevice } from '../cloud';
import { registeredOf } from './registered';

export interface LowBand {
  uid: string;
  openid: string;
  band: string;
  /** Percent. */
  battery: number;
  language: 'zh' | 'en';
}

/** WeChat's: the person takes no such message, or not of this device. */
const NOT_TAKEN: readonly number[] = [43101, 9800006];

/** Whether it was brought, or may have been: then nothing else brings it as well. Never throws. */
export async function tellLow(low: LowBand): Promise<boolean> {
  const { uid, openid, band: id, battery, language } = low;
  const band = await ownBand(id, uid).catch(() => null);
  const known = band && registeredOf(band.model);
  if (!known || !band.messages?.includes(known.template)) return false;
  const access = await accessToken().catch((error) => {
    logFault('access token', error);
    return '';
  });
  if (!access) return false;
  const { modelId, template, data } = known;
  const message = { openid, serial: band.serial, modelId, template, language };
  try {
    await sendDevice(access, { ...message, data: data(battery) });
    return true;
  } catch (error) {
    logFault('device message', error);
    const number = refusedWith(error);
    if (number !== null && NOT_TAKEN.includes(number)) await takeMessages(id, uid, []);
    return number === null;
  }
}
