import { type Characteristic, uuid } from '../../ble/link';

const MOTION = '00030000-78fc-48fe-8e23-433b3a1942d0';

const at = (service: string, characteristic: string): Characteristic => ({
  service: uuid(service),
  characteristic: uuid(characteristic),
});

/** Steps of the watch's day; since firmware 1.7. */
export const STEPS = at(MOTION, '00030001-78fc-48fe-8e23-433b3a1942d0');
export const CURRENT_TIME = at('1805', '2A2B');
export const LOCAL_TIME = at('1805', '2A0F');
export const BATTERY = at('180F', '2A19');
export const FIRMWARE = at('180A', '2A26');
/** Immediate Alert: a level the phone writes; the watch shows it and vibrates. */
export const ALERT = at('1802', '2A06');
export const HEART_RATE = at('180D', '2A37');
