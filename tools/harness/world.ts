/** One virtual band, a phone and their clock: whole syncs of one protocol in milliseconds. */

import type { Peripheral } from '../../miniprogram/bands/virtual/peripheral';
import {
  createVirtualRadio,
  type VirtualRadioOptions,
} from '../../miniprogram/bands/virtual/radio';
import { seeded } from '../../miniprogram/bands/virtual/walks';
import { openSession } from '../../miniprogram/ble/link-session';
import type {
  BandDriver,
  DriverContext,
  Page,
  Run,
  SecretStore,
} from '../../miniprogram/protocols/driver';
import { createVirtualClock } from './clock';
import { contextOf, Kept, sync } from './sync';

/** 12:03:20 in Shanghai, UTC seconds: no edge of any protocol's pieces of time. */
export const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;

export interface Air extends Partial<Omit<VirtualRadioOptions, 'clock' | 'bands'>> {
  /** When it begins, UTC seconds. */
  from?: number;
}

type Driver<R extends Run> = Omit<BandDriver, 'open'> & {
  open(...given: Parameters<BandDriver['open']>): Promise<R>;
};

export interface Once {
  /** Instead of the world's. */
  driver?: BandDriver;
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

/** What a phone draws by lot, the same in every run. */
export function sameRandom(): DriverContext['random'] {
  const next = seeded(1);
  return (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(next() * 256));
}

/**
 * A world at noon with one band in it. `given` is what every sync is told beside the usual;
 * `progress` is what the pages of all of them said.
 */
export function world<B extends Peripheral, R extends Run>(
  driver: Driver<R>,
  create: (now: () => number) => B,
  given: Partial<DriverContext> = {},
  { from = NOW, ...air }: Air = {},
) {
  const clock = createVirtualClock(from * 1000);
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
  const once = (how: Once = {}): Promise<Run | { error: unknown }> => {
    const context = { ...given, ...how.context };
    const work = sync({ radio, clock, deviceId, driver, kept, ...how, context });
    return clock.run(work.catch((error: unknown) => ({ error })));
  };
  /** Connects, logs in, and does something with the run before anything is read. */
  const opened = (
    act: (run: R) => Promise<unknown>,
    context: Partial<DriverContext> = {},
  ): Promise<void> => {
    const work = async () => {
      const link = await radio.connect(deviceId, 10_000);
      try {
        const session = await openSession(link, { clock });
        await act(await driver.open(session, { ...contextOf(clock, kept), ...given, ...context }));
      } finally {
        await link.close();
      }
    };
    return clock.run(work());
  };
  return { clock, band, radio, kept, progress, once, opened };
}
