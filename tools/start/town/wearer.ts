/** Somebody of the town, with a band and a phone: walks, syncs as the app does it, and uploads. */
import { testVendorAuth } from '../../../miniprogram/bands/huawei/virtual/options';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import type { Peripheral } from '../../../miniprogram/bands/virtual/peripheral';
import { createVirtualRadio } from '../../../miniprogram/bands/virtual/radio';
import type { BandDay, DayKey } from '../../../miniprogram/contract/activity';
import { API_LIMITS } from '../../../miniprogram/contract/limits';
import { recognise } from '../../../miniprogram/protocols/index';
import { createVirtualClock } from '../../harness/clock';
import { Kept, sync } from '../../harness/sync';
import { Pocket, sameRandom } from '../../harness/world';
import { makerOf } from '../bands/offer';
import type { Ask } from './ask';
import { MODELS, planOf } from './bands';
import type { Townsman } from './people';

const DAY_MS = 86_400_000;

export class Wearer {
  private readonly clock;
  private readonly made;
  private readonly radio;
  private readonly driver;
  private readonly kept = new Kept();
  private readonly secret = new Pocket();
  /** What the cloud knows of each day. */
  private readonly told = new Map<DayKey, string>();
  private serial = '';
  private band: string | null = null;

  /** @param from when they put it on, UTC ms. */
  constructor(
    readonly person: Townsman,
    private readonly ask: Ask,
    readonly from: number,
  ) {
    this.clock = createVirtualClock(from);
    const memory = { read: <T>(otherwise: T) => otherwise, write: () => undefined };
    const seconds = () => Math.floor(this.clock.now() / 1000);
    this.made = makerOf(planOf(person)).make(memory, seconds);
    const bands = [this.made.band as Peripheral];
    this.radio = createVirtualRadio({ clock: this.clock, bands });
    const { protocol } = MODELS[person.worn];
    this.driver = DRIVERS.find(({ id }) => id === protocol)!;
  }

  /** Lives on until an instant (UTC ms); reads the band then, and every evening where it forgets. */
  async live(until: number): Promise<void> {
    const { everyDay } = MODELS[this.person.worn];
    const now = this.clock.now();
    const days = Math.max(1, Math.ceil((until - now) / DAY_MS));
    for (let left = days - 1; left >= 0; left--) {
      await this.clock.advance(until - left * DAY_MS - this.clock.now());
      this.made.goOn();
      if (everyDay || left === 0) await this.read();
    }
  }

  /** What the band counts today. */
  steps(): number {
    return this.made.steps();
  }

  /** Sends what the cloud does not know. @returns how many days. */
  async upload(): Promise<number> {
    this.band ??= await this.bind();
    const news = this.kept.bandDays.filter((day) => this.told.get(day.day) !== print(day));
    for (let at = 0; at < news.length; at += API_LIMITS.uploadDays) {
      const days = news.slice(at, at + API_LIMITS.uploadDays);
      await this.ask(this.person.user, 'activity.upload', { band: this.band, days });
    }
    for (const day of news) this.told.set(day.day, print(day));
    return news.length;
  }

  private async read(): Promise<void> {
    const { clock, radio, driver, kept } = this;
    const { deviceId } = this.made.band;
    const context = { random: sameRandom(), secret: this.secret, vendorAuth: testVendorAuth };
    const run = await clock.run(sync({ radio, clock, deviceId, driver, kept, context }));
    this.serial = run.identity.serial;
  }

  private async bind(): Promise<string> {
    const { localName, serviceUuids, manufacturerData } = this.made.band;
    const advert = { localName, serviceUuids: [...serviceUuids], manufacturerData };
    const known = recognise({ ...advert, deviceId: this.made.deviceId, rssi: 0 });
    const model = known?.model?.id;
    if (!model) throw new Error(`${localName} is no known model`);
    const what = { model, protocol: this.driver.id, serial: this.serial, virtual: false };
    return (await this.ask(this.person.user, 'band.bind', what)).band.id;
  }
}

const print = (day: BandDay): string => JSON.stringify(day);
