import { miBand2 } from '../../../miniprogram/bands/mi-band-2/driver';
import { createVirtualMiBand2 } from '../../../miniprogram/bands/mi-band-2/virtual/band';
import type { VirtualMiBand2Options } from '../../../miniprogram/bands/mi-band-2/virtual/options';
import { seeded, type Walk } from '../../../miniprogram/bands/virtual/walks';
import { type Air, NOW, Pocket, world } from '../../../tools/harness/world';
import { truthByMinute } from '../../helpers/truth';

export const ID = 'mi-2';
export const SERIAL = 'A0B1C2D3E4F5';
const DAY = 86_400;

/** Seven days, three walks each. */
export const WEEK: Walk[] = Array.from({ length: 21 }, (_, i) => ({
  at: NOW - 7 * DAY + 7200 + Math.floor(i / 3) * DAY + (i % 3) * 5400,
  steps: 400 + i * 31,
}));

export function scene(options: Partial<VirtualMiBand2Options> = {}, air: Air = {}) {
  const pocket = new Pocket();
  const next = seeded(3);
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next() * 256);
  const create = (now: () => number) =>
    createVirtualMiBand2({ deviceId: ID, now, truth: WEEK, ...options });
  return { pocket, ...world(miBand2, create, { random, secret: pocket }, air) };
}

/** Steps by the minute, as the band counts at most 180 of them. */
export const truthOf = (walks: readonly Walk[]) => truthByMinute(180, walks);
