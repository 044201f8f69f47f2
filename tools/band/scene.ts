/** A phone, a virtual band of a kit and a virtual clock: whole syncs in milliseconds. */

import type { BandKit, KitBand, KitFrame, KitVirtual, Tamper } from '../../miniprogram/bands/kit';
import { openSession } from '../../miniprogram/ble/link-session';
import type { Fates } from '../../miniprogram/ble/virtual-faults';
import { createVirtualRadio, type VirtualRadio } from '../../miniprogram/ble/virtual-radio';
import { seeded, type Walk } from '../../miniprogram/lib/walks';
import type {
  BandDriver,
  DriverContext,
  Run,
  SecretStore,
} from '../../miniprogram/protocols/driver';
import { contextOf, Kept, sync } from '../../test/support/sync';
import { createVirtualClock, type VirtualClock } from '../../test/support/virtual-clock';

/** Four minutes past noon in Shanghai: no edge of any protocol's pieces of time. */
export const NOW = Date.UTC(2026, 10, 22, 4, 3, 20) / 1000;
const DAY = 86_400;

/** Seven days of three short walks: short enough to cut a sync at every frame. */
export const leanWeek = (days = 7): Walk[] =>
  Array.from({ length: days * 3 }, (_, index) => ({
    at: NOW - (days - Math.floor(index / 3)) * DAY + 43_200 + (index % 3) * 7200,
    steps: 60 + index,
  }));

export interface SceneOptions {
  /** When it begins, UTC seconds. */
  from?: number;
  truth?: readonly Walk[];
  clockError?: number;
  dense?: boolean;
  /** Slept, too, where the protocol tells sleep. */
  sleep?: boolean;
  /** Has no value here and there. */
  blank?: boolean;
  tamper?: Tamper;
  intervalMs?: number;
  hopMs?: number;
  maxPayload?: number;
}

export interface Once {
  fates?: Fates;
  /** Instead of the kit's. */
  driver?: BandDriver;
  context?: Partial<DriverContext>;
  /** Called around every step of a sync; throwing ends the app there. */
  step?: (name: string) => void;
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
  const { tamper, from = NOW, ...air } = options;
  const clock = createVirtualClock(from * 1000);
  const now = () => clock.now() / 1000;
  const said = { ...(tamper && { tamper }), ...(blank && { blank }) };
  const band = virtual.create({ now, truth, clockError, dense, sleep, ...said });
  const radio = createVirtualRadio({ clock, bands: [band], ...air });
  const kept = new Kept();
  const frames: KitFrame[] = [];
  const secret = pocket();
  const next = seeded(1);
  const random = (bytes: number) =>
    Uint8Array.from({ length: bytes }, () => Math.floor(next() * 256));

  const given = { random, secret, ...(kit.vendorAuth && { vendorAuth: kit.vendorAuth }) };

  async function once({ fates, context, step, driver = kit.driver }: Once = {}): Promise<Ended> {
    radio.setFates((frame) => {
      const { operation, at, value } = frame;
      frames.push({ operation, at, value: value.slice() });
      return fates?.(frame) ?? 'deliver';
    });
    const work = sync({
      radio,
      clock,
      deviceId: band.deviceId,
      driver,
      kept,
      context: { ...given, ...context },
      ...(step && { step }),
    });
    return clock.run(
      work.then(
        (run): Ended => ({ run }),
        (error: unknown): Ended => ({ error }),
      ),
    );
  }

  function opened(act: (run: Run) => Promise<void>, context: Partial<DriverContext> = {}) {
    const work = async () => {
      const link = await radio.connect(band.deviceId, 10_000);
      try {
        const session = await openSession(link, { clock });
        await act(
          await kit.driver.open(session, { ...contextOf(clock, kept), ...given, ...context }),
        );
      } finally {
        await link.close();
      }
    };
    return clock.run(work());
  }
  return { clock, band, radio, kept, frames, once, opened };
}

function pocket(): SecretStore {
  let text: string | null = null;
  return {
    get: () => text,
    set: async (value) => {
      text = value;
    },
  };
}
