import { type Characteristic, uuid } from '../../ble/link';

const at = (service: string, characteristic: string): Characteristic => ({
  service: uuid(service),
  characteristic: uuid(characteristic),
});

/** Device Information: who made it, which one it is. All optional. */
export const SERIAL = at('180A', '2A25');
export const SYSTEM_ID = at('180A', '2A23');
export const FIRMWARE = at('180A', '2A26');

/** Not of this service: an early iHealth band tells its protocol there. */
export const MARK = at('180A', '2A30');

export const BATTERY = at('180F', '2A19');
export const CURRENT_TIME = at('1805', '2A2B');
export const LOCAL_TIME = at('1805', '2A0F');
/** Immediate Alert: a level the phone writes. */
export const ALERT = at('1802', '2A06');

export const HEART_RATE = at('180D', '2A37');
export const RUNNING = at('1814', '2A53');
export const STEP_SUMMARY = at('183E', '2B40');

/** User Data: the goal, and what must be said before it may be written. */
export const GOAL = at('181C', '2B4E');
export const USER_CONTROL = at('181C', '2A9F');
export const CHANGES = at('181C', '2A99');
