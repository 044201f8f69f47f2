import { codoon } from '../../../miniprogram/bands/codoon/driver';
import { createVirtualCodoon } from '../../../miniprogram/bands/codoon/virtual/band';
import type { VirtualCodoonOptions } from '../../../miniprogram/bands/codoon/virtual/options';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { type Air, NOW, world } from '../../../tools/harness/world';
import { truthBy } from '../../helpers/truth';

export const SERIAL = '17-1-515-1029-6-1800-2314-11';
const DAY = 86_400;

/** Seven days, a few walks each. */
export const WEEK: Walk[] = Array.from({ length: 42 }, (_, i) => ({
  at: NOW - 7 * DAY + 7200 + Math.floor(i / 6) * DAY + (i % 6) * (i % 2 === 0 ? 600 : 4200),
  steps: 100 + i * 7,
}));
const SLEEP: NonNullable<VirtualCodoonOptions['sleep']> = [
  { at: NOW - 20_000, activity: [2, 9, 40] },
  { at: NOW - 19_400, activity: [3, 3, 300] },
];

export const scene = (options: Partial<VirtualCodoonOptions> = {}, air: Air = {}) =>
  world(
    codoon,
    (now) =>
      createVirtualCodoon({ deviceId: 'codoon-1', now, truth: WEEK, sleep: SLEEP, ...options }),
    {},
    air,
  );

/** Steps by ten minutes. */
export const truthOf = (walks: readonly Walk[]) => truthBy(600, walks);
