/** The phone's radio: the only file group that touches `wx` Bluetooth. */
import { type Clock, systemClock } from '../../lib/clock';
import type { Radio } from '../link';
import type { WxBluetooth } from './port';
import { WxRadio } from './radio';

export type { WxBluetooth } from './port';

/** A radio over `wx`. Make one for the whole app: events of `wx` are the app's, not a page's. */
export const createWxRadio = (api: WxBluetooth = wx, clock: Clock = systemClock): Radio =>
  new WxRadio(api, clock);
