/** Whole syncs over a virtual phone: `wx`, its habits, and the radio that the app has for it. */

import type { BandKit, KitBand, KitVirtual } from '../../../miniprogram/bands/kit';
import type { Radio } from '../../../miniprogram/ble/link';
import { WxRadio } from '../../../miniprogram/ble/wx-radio/radio';
import type { BandDriver, Run } from '../../../miniprogram/protocols/driver';
import { createVirtualClock, type VirtualClock } from '../../harness/clock';
import type { Habits } from '../../harness/phone/habits';
import { type VirtualPhone, virtualPhone } from '../../harness/phone/phone';
import { leanWeek } from '../../harness/scene';
import { Kept, sync } from '../../harness/sync';
import { NOW, Pocket, sameRandom } from '../../harness/world';

export interface PhoneScene {
  clock: VirtualClock;
  band: KitBand;
  phone: VirtualPhone;
  radio: Radio;
  kept: Kept;
  /** One sync as the app does it; null, or why it failed. */
  once(step?: () => void): Promise<{ error: unknown } | null>;
  /** All syncs that a whole week takes. */
  whole(): Promise<{ error: unknown } | null>;
}

export interface PhoneOptions {
  goal?: number;
  /** Asks everything of the band that a person can: to be found, and to show a heart rate. */
  talkative?: boolean;
}

/** The week of `undisturbed`, on a band that this phone can reach. */
export function phoneScene(
  kit: BandKit,
  virtual: KitVirtual,
  habits: Habits,
  { goal, talkative = false }: PhoneOptions = {},
): PhoneScene {
  const clock = createVirtualClock(NOW * 1000);
  const now = () => clock.now() / 1000;
  const truth = leanWeek();
  const band = virtual.create({ now, truth, clockError: 0, dense: false, sleep: true });
  const phone = virtualPhone(clock, [band], habits);
  const radio = new WxRadio(phone.api, clock);
  const kept = new Kept();
  const given = { random: sameRandom(), secret: new Pocket() };
  const key = kit.vendorAuth ? { vendorAuth: kit.vendorAuth } : {};
  const driver = talkative ? talking(kit.driver) : kit.driver;
  const { deviceId } = band;
  async function once(step: () => void = () => undefined) {
    const context = { ...given, ...key, ...(goal !== undefined && { goal }) };
    const work: Promise<Run> = sync({ radio, clock, deviceId, driver, kept, context, step });
    return clock.run(
      work.then(
        () => null,
        (error: unknown) => ({ error }),
      ),
    );
  }
  async function whole() {
    for (let round = virtual.pairsApart ? 2 : 1; round > 0; round--) {
      const failed = await once();
      if (failed) return failed;
    }
    return null;
  }
  return { clock, band, phone, radio, kept, once, whole };
}

const talking = (driver: BandDriver): BandDriver => ({
  ...driver,
  async open(session, context) {
    const run = await driver.open(session, context);
    await run.find?.();
    const live = await run.live?.('heart-rate').catch(() => null);
    await live?.stop();
    return run;
  },
});
