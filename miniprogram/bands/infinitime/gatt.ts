import { at } from '../common/at';

export {
  ALERT,
  BATTERY,
  CURRENT_TIME,
  FIRMWARE,
  HEART_RATE,
  LOCAL_TIME,
} from '../common/standard-gatt';

const MOTION = '00030000-78fc-48fe-8e23-433b3a1942d0';

/** Steps of the watch's day; since firmware 1.7. */
export const STEPS = at(MOTION, '00030001-78fc-48fe-8e23-433b3a1942d0');
