import { lefun } from '../../../miniprogram/bands/lefun/driver';
import { createVirtualLefun } from '../../../miniprogram/bands/lefun/virtual/band';
import type { VirtualLefunOptions } from '../../../miniprogram/bands/lefun/virtual/options';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { type Air, NOW, world } from '../../../tools/harness/world';
import { truthBy } from '../../helpers/truth';

const DAY = 86_400;
export const HOUR = 3600;

/** Six days and today, a few walks each. */
export const WEEK: Walk[] = Array.from({ length: 21 }, (_, i) => ({
  at: NOW - 6 * DAY - 7200 + Math.floor(i / 3) * DAY + (i % 3) * 3000,
  steps: 100 + i * 7,
}));
export const SLEEP: NonNullable<VirtualLefunOptions['sleep']> = [
  { at: NOW - 13 * HOUR, stage: 'light' },
  { at: NOW - 12.5 * HOUR, stage: 'deep' },
  { at: NOW - 11 * HOUR, stage: 'light' },
  { at: NOW - 6 * HOUR, stage: 'awake' },
].map(({ at, stage }) => ({ at: at - (at % 60), stage: stage as 'light' | 'deep' | 'awake' }));

export const scene = (options: Partial<VirtualLefunOptions> = {}, air: Air = {}) =>
  world(
    lefun,
    (now) =>
      createVirtualLefun({
        deviceId: 'EA:11:22:33:44:55',
        now,
        truth: WEEK,
        sleep: SLEEP,
        ...options,
      }),
    {},
    air,
  );

/** Steps by the hour. */
export const truthOf = (walks: readonly Walk[]) => truthBy(HOUR, walks);
