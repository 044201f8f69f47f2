import { authAnswer } from '../../../miniprogram/bands/ihealth/crypto';
import { ihealth } from '../../../miniprogram/bands/ihealth/driver';
import { createVirtualIHealth } from '../../../miniprogram/bands/ihealth/virtual/band';
import type { VirtualIHealthOptions } from '../../../miniprogram/bands/ihealth/virtual/options';
import type { Walk } from '../../../miniprogram/bands/virtual/walks';
import { dayOf } from '../../../miniprogram/contract/activity';
import type { DriverContext } from '../../../miniprogram/protocols/driver';
import type { Kept } from '../../../tools/harness/sync';
import { NOW, world } from '../../../tools/harness/world';
import { truthBy } from '../../helpers/truth';

const DAY = 86_400;
/** Made up: the makers' keys are not public. */
const KEY = Uint8Array.from({ length: 16 }, (_, index) => 0xa0 + index);

/** Seven days, four walks each. */
export const SHORT: Walk[] = Array.from({ length: 28 }, (_, i) => ({
  at: NOW - 7 * DAY + 3600 + Math.floor(i / 4) * DAY + (i % 4) * 900,
  steps: 90 + i * 5,
}));
export const NIGHTS = [
  { at: NOW - 40_000, levels: [0, 1, 1, 2, 2, 2, 9, 1] },
  { at: NOW - 30_000, levels: Array.from({ length: 27 }, (_, i) => (i % 4 === 3 ? 2 : 1)) },
];

/** `asked`: what the maker was asked. */
export function scene(options: Partial<VirtualIHealthOptions> = {}) {
  const asked: string[] = [];
  const vendorAuth: DriverContext['vendorAuth'] = async ({ protocol, challenge }) => {
    asked.push(challenge);
    const answer = protocol === 'ihealth' ? authAnswer(KEY, challenge) : null;
    if (!answer) throw new Error('not one of ours');
    return answer;
  };
  const band = { deviceId: 'ih-1', key: KEY, truth: SHORT, sleep: NIGHTS, ...options };
  const create = (now: () => number) => createVirtualIHealth({ now, ...band });
  return { asked, ...world(ihealth, create, { vendorAuth }) };
}

/** Steps by five minutes. */
export const truthOf = (walks: readonly Walk[]) => truthBy(300, walks);

/** Steps by the day, as they were walked. */
export function daysOf(walks: readonly Walk[]): Map<number, number> {
  const days = new Map<number, number>();
  for (const { at, steps } of walks) days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + steps);
  return days;
}

/** Steps of the kept totals by their day. */
export const byDay = (kept: Kept) =>
  new Map(kept.summary().days.flatMap(({ day, steps }) => (steps > 0 ? [[day, steps]] : [])));
