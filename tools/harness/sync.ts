import type { Peripheral } from '../../miniprogram/bands/virtual/peripheral';
import { createVirtualRadio, type VirtualRadio } from '../../miniprogram/bands/virtual/radio';
import type { Radio } from '../../miniprogram/ble/link';
import { openSession } from '../../miniprogram/ble/link-session';
import type { BandDay, Counter, Reading, SleepSpan } from '../../miniprogram/contract/activity';
import type {
  BandDriver,
  DriverContext,
  Fault,
  Page,
  Run,
} from '../../miniprogram/protocols/driver';
import { Book } from '../../miniprogram/services/activity/journal/book';
import type { PageRecord } from '../../miniprogram/services/activity/journal/line';
import type { VirtualClock } from './clock';

const BAND = 'kit';

/** What a phone keeps of one band: the app's own journal, in memory. */
export class Kept {
  readonly faults: Fault[] = [];
  cursor: string | null = null;
  private readonly book = new Book();
  /** Until another page comes: one week is compared with hundreds. */
  private summed: Summary | null = null;

  /** `at` is when it was read, UTC seconds. */
  add(
    page: Pick<Page, 'readings' | 'counters' | 'sleep' | 'sleepGoesOn' | 'cursor' | 'faults'>,
    at = 0,
    source: Run['sourceClass'] = 'direct',
  ) {
    const { readings, counters, sleep, sleepGoesOn, cursor, faults } = page;
    const goesOn = sleepGoesOn && { sleepGoesOn };
    const kept = { readings, counters, cursor, ...(sleep && { sleep }), ...goesOn };
    this.book.add({ kind: 'page', band: BAND, at, source, ...kept });
    this.summed = null;
    this.faults.push(...faults);
    this.cursor = cursor;
  }

  /** As the cloud is told of them. */
  get bandDays(): BandDay[] {
    return this.book.days(BAND).map((day) => this.book.day(BAND, day));
  }

  /** By their start. */
  get readings(): Map<number, Reading> {
    return readingsOf(this.pages());
  }

  /** Largest total per day. */
  get days(): Map<number, Counter> {
    return daysOf(this.pages());
  }

  /** By their start. */
  get sleep(): Map<number, SleepSpan> {
    const found = this.book.sleep(BAND, 0, Number.POSITIVE_INFINITY);
    return new Map(found.map((one) => [one.start, one] as const));
  }

  /** Comparable: every reading in order of time, and the largest total of every day. */
  summary(): Summary {
    this.summed ??= this.sum();
    return this.summed;
  }

  private sum(): Summary {
    const pages = this.pages();
    const readings = [...readingsOf(pages).values()].sort((a, b) => a.start - b.start);
    const days = [...daysOf(pages).values()].sort((a, b) => a.day - b.day);
    const sleep = [...this.sleep.values()];
    return { readings, sleep, days: days.map(({ day, steps }) => ({ day, steps })) };
  }

  private pages(): PageRecord[] {
    return this.book.records().flatMap((record) => (record.kind === 'page' ? [record] : []));
  }
}

interface Summary {
  readonly readings: readonly Reading[];
  readonly sleep: readonly SleepSpan[];
  readonly days: readonly Pick<Counter, 'day' | 'steps'>[];
}

const readingsOf = (pages: readonly PageRecord[]): Map<number, Reading> =>
  new Map(pages.flatMap(({ readings }) => readings.map((one) => [one.start, one] as const)));

const daysOf = (pages: readonly PageRecord[]): Map<number, Counter> =>
  new Map(pages.flatMap(({ counters }) => counters.map((one) => [one.day, one] as const)));

export interface SyncOptions {
  radio: Pick<Radio, 'connect'>;
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
    const session = await openSession(link, { clock, enough: driver.accepts });
    const run = await driver.open(session, { ...contextOf(clock, kept), ...options.context });
    step('opened');
    const next = async () => (options.context?.looking ? null : run.next());
    for (let page = await next(); page; page = await next()) {
      step('read');
      kept.add(page, Math.floor(clock.now() / 1000), run.sourceClass);
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
