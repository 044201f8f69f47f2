import { at } from '../common/at';

export {
  ALERT,
  BATTERY,
  CURRENT_TIME,
  FIRMWARE,
  HEART_RATE,
  LOCAL_TIME,
  SERIAL,
  SYSTEM_ID,
} from '../common/standard-gatt';

/** Not of this service: an early iHealth band tells its protocol there. */
export const MARK = at('180A', '2A30');

export const RUNNING = at('1814', '2A53');
export const STEP_SUMMARY = at('183E', '2B40');

/** User Data: the goal, and what must be said before it may be written. */
export const GOAL = at('181C', '2B4E');
export const USER_CONTROL = at('181C', '2A9F');
export const CHANGES = at('181C', '2A99');
