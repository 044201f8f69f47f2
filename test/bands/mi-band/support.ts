import { miBand } from '../../../miniprogram/bands/mi-band/driver';
import { createVirtualMiBand } from '../../../miniprogram/bands/mi-band/virtual/band';
import type { VirtualMiBandOptions } from '../../../miniprogram/bands/mi-band/virtual/options';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { type Air, NOW, world } from '../../../tools/harness/world';
import { truthByMinute } from '../../helpers/truth';

export const ID = 'mi-1';
export const SERIAL = '880F10123456';
/** A version whose values are counted. */
export const COUNTED = '2.0.7.1';
const DAY = 86_400;

/** Seven days, three walks each. */
export const WEEK: Walk[] = Array.from({ length: 21 }, (_, i) => ({
  at: NOW - 7 * DAY + 7200 + Math.floor(i / 3) * DAY + (i % 3) * 5400,
  steps: 400 + i * 31,
}));

export const scene = (options: Partial<VirtualMiBandOptions> = {}, air: Air = {}) =>
  world(
    miBand,
    (now) => createVirtualMiBand({ deviceId: ID, now, truth: WEEK, ...options }),
    {},
    air,
  );

/** Steps by the minute, as the band counts at most 180 of them. */
export const truthOf = (walks: readonly Walk[]) => truthByMinute(180, walks);
