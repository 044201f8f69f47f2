import type { Night } from '../../../miniprogram/bands/colmi/codec';
import { colmi } from '../../../miniprogram/bands/colmi/driver';
import { createVirtualColmi } from '../../../miniprogram/bands/colmi/virtual/band';
import type { VirtualColmiOptions } from '../../../miniprogram/bands/colmi/virtual/options';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { type Air, NOW, world } from '../../../tools/harness/world';
import { truthBy } from '../../helpers/truth';

export const SERIAL = 'R02_A1B2';
export const DAY = 86_400;

/** Seven days, four walks each. */
export const WEEK: Walk[] = Array.from({ length: 28 }, (_, i) => ({
  at: NOW - 6 * DAY - 10_000 + Math.floor(i / 4) * DAY + (i % 4) * 2000,
  steps: 100 + i * 7,
}));
const NIGHTS: Night[] = [
  { daysAgo: 1, start: 30, end: 400, pieces: [{ stage: 'rem', minutes: 200 }] },
  {
    daysAgo: 0,
    start: -60,
    end: 420,
    pieces: [
      { stage: 'light', minutes: 90 },
      { stage: null, minutes: 10 },
      { stage: 'deep', minutes: 60 },
    ],
  },
];

export const scene = (options: Partial<VirtualColmiOptions> = {}, air: Air = {}) =>
  world(
    colmi,
    (now) =>
      createVirtualColmi({ deviceId: 'ring-1', now, truth: WEEK, nights: NIGHTS, ...options }),
    { expectedSerial: SERIAL },
    air,
  );

/** Steps by the quarter of an hour. */
export const truthOf = (walks: readonly Walk[]) => truthBy(900, walks);
