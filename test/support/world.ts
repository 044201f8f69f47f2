/** One virtual band, a phone and their clock: whole syncs of one protocol in milliseconds. */

import { openSession } from '../../miniprogram/ble/link-session';
import type { Peripheral } from '../../miniprogram/ble/peripheral';
import { createVirtualRadio, type VirtualRadioOptions } from '../../miniprogram/ble/virtual-radio';
import type { Walk } from '../../miniprogram/lib/walks';
import type {
  BandDriver,
  DriverContext,
  Page,
  Run,
  SecretStore,
} from '../../miniprogram/protocols/driver';
import { contextOf, Kept, sync } from './sync';
import { createVirtualClock } from './virtual-clock';

/** 12:03:20 in Shanghai, UTC seconds: no edge of any protocol's pieces of time. */
export const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;

export type Air = Partial<Omit<VirtualRadioOptions, 'clock' | 'bands'>>;

export interface Once {
  context?: Partial<DriverContext>;
  /** Called around every step; throwing ends the app there. */
  step?: (name: string) => void;
}

/** A phone's storage of one pairing. */
export class Pocket implements SecretStore {
  constructor(public text: string | null = null) {}
  get = () => this.text;
  set = async (value: string) => {
    this.text = value;
  };
}

/**
 * A world at noon with one band in it. `given` is what every sync is told beside the usual;
 * `progress` is what the pages of all of them said.
 */
export function world<B extends Peripheral, R extends Run>(
  driver: Omit<BandDriver, 'open'> & { open(...given: Parameters<BandDriver['open']>): Promise<R> },
  create: (now: () => number) => B,
  given: Partial<DriverContext> = {},
  air: Air = {},
) {
  const clock = createVirtualClock(NOW * 1000);
  const band = create(() => clock.now() / 1000);
  const radio = createVirtualRadio({ clock, bands: [band], ...air });
  const { deviceId } = band;
  const kept = new Kept();
  const progress: number[] = [];
  const add = kept.add.bind(kept);
  kept.add = (page, ...more) => {
    progress.push((page as Page).progress);
    add(page, ...more);
  };
  /** One sync as the app does it: its run, or the error that ended it. */
  const once = ({ context, step }: Once = {}): Promise<Run | { error: unknown }> => {
    const told = { ...given, ...context };
    const work = sync({
      ...{ radio, clock, deviceId, driver, kept, context: told },
      ...(step && { step }),
    });
    return clock.run(work.catch((error: unknown) => ({ error })));
  };
  /** Connects, logs in, and does something with the run before anything is read. */
  const opened = (act: (run: R) => Promise<unknown>): Promise<void> => {
    const work = async () => {
      const link = await radio.connect(deviceId, 1000);
      const session = await openSession(link, { clock });
      await act(await driver.open(session, { ...contextOf(clock), ...given }));
      await link.close();
    };
    return clock.run(work());
  };
  return { clock, band, radio, kept, progress, once, opened };
}

/** Steps by the UTC start of their piece of time, as they were walked. */
export function truthBy(seconds: number, walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    const start = at - (at % seconds);
    truth.set(start, (truth.get(start) ?? 0) + steps);
  }
  return truth;
}

/** Steps by the UTC minute, of which a band counts at most so many in one. */
export function truthByMinute(most: number, walks: readonly Walk[]): Map<number, number> {
  const truth = new Map<number, number>();
  for (const { at, steps } of walks) {
    let minute = at - (at % 60);
    for (let left = steps; left > 0; minute -= 60) {
      const part = Math.min(left, most - (truth.get(minute) ?? 0));
      if (part > 0) truth.set(minute, (truth.get(minute) ?? 0) + part);
      left -= Math.max(0, part);
    }
  }
  return new Map([...truth].sort(([a], [b]) => a - b));
}

/** Steps of the kept readings by their start. */
export const stepsOf = (kept: Kept): Map<number, number> =>
  new Map(kept.summary().readings.map(({ start, steps }) => [start, steps]));

/** Why frames could not be read. */
export const reasonsOf = (kept: Kept): string[] => kept.faults.map(({ reason }) => reason);
