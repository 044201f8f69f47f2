/** Where the Bluetooth SIG puts what several protocols use. */
import { at } from './at';

export const SERIAL = at('180A', '2A25');
export const SYSTEM_ID = at('180A', '2A23');
export const FIRMWARE = at('180A', '2A26');
export const BATTERY = at('180F', '2A19');
export const CURRENT_TIME = at('1805', '2A2B');
export const LOCAL_TIME = at('1805', '2A0F');
/** Immediate Alert: a level the phone writes. */
export const ALERT = at('1802', '2A06');
export const HEART_RATE = at('180D', '2A37');
