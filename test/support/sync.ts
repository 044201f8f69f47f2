import type { BandDriver, DriverContext, Fault, Page, Run } from '../../miniprogram/bands/driver';
import type { Peripheral } from '../../miniprogram/ble/peripheral';
import { openSession } from '../../miniprogram/ble/session';
import { createVirtualRadio, type VirtualRadio } from '../../miniprogram/ble/virtual-radio';
import type { Counter, Reading, SleepSpan } from '../../miniprogram/contract/activity';
import type { VirtualClock } from './virtual-clock';

/** What a phone keeps of one band, as its journal would. */
export class Kept {
  readonly readings = new Map<string, Reading>();
  /** Largest total per day. */
  readonly days = new Map<number, Counter>();
  /** By start. */
  readonly sleep = new Map<number, SleepSpan>();
  readonly faults: Fault[] = [];
  cursor: string | null = null;

  add(page: Pick<Page, 'readings' | 'counters' | 'sleep' | 'cursor' | 'faults'>) {
    for (const reading of page.readings) {
      this.readings.set(`${reading.start}+${reading.seconds}`, reading);
    }
    for (const counter of page.counters) {
      const known = this.days.get(counter.day);
      if (!known || counter.steps > known.steps) this.days.set(counter.day, counter);
    }
    for (const span of page.sleep ?? []) this.sleep.set(span.start, span);
    this.faults.push(...page.faults);
    this.cursor = page.cursor;
  }

  /** Comparable: every reading in order of time, and the largest total of every day. */
  summary() {
    const readings = [...this.readings.values()].sort((a, b) => a.start - b.start);
    const days = [...this.days.values()].sort((a, b) => a.day - b.day);
    const sleep = [...this.sleep.values()].sort((a, b) => a.start - b.start);
    return { readings, sleep, days: days.map(({ day, steps }) => ({ day, steps })) };
  }
}

export interface SyncOptions {
  radio: VirtualRadio;
  clock: VirtualClock;
  deviceId: string;
  driver: BandDriver;
  kept: Kept;
  context?: Partial<DriverContext>;
  /** Called around every step; throwing ends the app there, as a phone does. */
  step?: (name: string) => void;
}

export const contextOf = (clock: VirtualClock, kept?: Kept): DriverContext => ({
  now: () => Math.floor(clock.now() / 1000),
  offsetSeconds: 28_800,
  goal: null,
  expectedSerial: null,
  cursor: kept?.cursor ?? null,
  random: (bytes) => new Uint8Array(bytes),
  vendorAuth: () => Promise.reject(new Error('no key')),
});

/** One sync as the app does it: connect, log in, take a page, keep it, only then release it. */
export async function sync(options: SyncOptions): Promise<Run> {
  const { radio, clock, deviceId, driver, kept, step = () => undefined } = options;
  const link = await radio.connect(deviceId, 10_000);
  try {
    step('connected');
    const session = await openSession(link, { clock });
    const run = await driver.open(session, { ...contextOf(clock, kept), ...options.context });
    step('opened');
    const next = async () => (options.context?.looking ? null : run.next());
    for (let page = await next(); page; page = await next()) {
      step('read');
      kept.add(page);
      step('kept');
      await page.release();
      step('released');
    }
    return run;
  } finally {
    await link.close();
  }
}

export const radioWith = (clock: VirtualClock, ...bands: Peripheral[]): VirtualRadio =>
  createVirtualRadio({ clock, bands });
