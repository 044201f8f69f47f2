/** A phone, a virtual band of a kit and a virtual clock: whole syncs in milliseconds. */

import type { BandKit, KitBand, KitFrame, KitVirtual, Tamper } from '../../miniprogram/bands/kit';
import type { Fates } from '../../miniprogram/bands/virtual/faults';
import type { VirtualRadio } from '../../miniprogram/bands/virtual/radio';
import type { Walk } from '../../miniprogram/bands/virtual/walks';
import type { DriverContext, Run } from '../../miniprogram/protocols/driver';
import type { VirtualClock } from './clock';
import type { Kept } from './sync';
import { type Air, NOW, Pocket, sameRandom, type Once as WorldOnce, world } from './world';

const DAY = 86_400;

/** Seven days of three short walks: short enough to cut a sync at every frame. */
export const leanWeek = (days = 7): Walk[] =>
  Array.from({ length: days * 3 }, (_, index) => ({
    at: NOW - (days - Math.floor(index / 3)) * DAY + 43_200 + (index % 3) * 7200,
    steps: 60 + index,
  }));

export interface SceneOptions extends Pick<Air, 'from' | 'intervalMs' | 'hopMs' | 'maxPayload'> {
  truth?: readonly Walk[];
  clockError?: number;
  dense?: boolean;
  /** Slept, too, where the protocol tells sleep. */
  sleep?: boolean;
  /** Has no value here and there. */
  blank?: boolean;
  tamper?: Tamper;
}

export interface Once extends WorldOnce {
  fates?: Fates;
}

export type Ended = { run: Run; error?: never } | { error: unknown; run?: never };

export interface Scene {
  clock: VirtualClock;
  band: KitBand;
  radio: VirtualRadio;
  kept: Kept;
  /** Everything that crossed the air, in order. */
  frames: KitFrame[];
  /** One sync as the app does it. Never rejects. */
  once(options?: Once): Promise<Ended>;
  /** Connects, logs in and does this with the run; rejects as that does. */
  opened(act: (run: Run) => Promise<void>, context?: Partial<DriverContext>): Promise<void>;
}

export function scene(kit: BandKit, virtual: KitVirtual, options: SceneOptions = {}): Scene {
  const { truth = leanWeek(), clockError = 0, dense = false, sleep = false, blank } = options;
  const { tamper, ...air } = options;
  const said = { ...(tamper && { tamper }), ...(blank && { blank }) };
  const frames: KitFrame[] = [];
  const { vendorAuth } = kit;
  const given = { random: sameRandom(), secret: new Pocket(), ...(vendorAuth && { vendorAuth }) };
  const { once, ...rest } = world(
    kit.driver,
    (now) => virtual.create({ now, truth, clockError, dense, sleep, ...said }),
    given,
    air,
  );
  return {
    ...rest,
    frames,
    async once({ fates, ...how } = {}) {
      rest.radio.setFates((frame) => {
        const { operation, at, value } = frame;
        frames.push({ operation, at, value: value.slice() });
        return fates?.(frame) ?? 'deliver';
      });
      const ended = await once(how);
      return 'error' in ended ? ended : { run: ended };
    },
  };
}
