/**
 * The phones are in China: local time is Asia/Shanghai (UTC+8, no summer time) wherever this
 * machine is, so that the band's day, the phone's day and the board's day are one; and it is as late
 * as the preview's clock says.
 */

const OFFSET_MS = 8 * 3600 * 1000;
const MINUTE_MS = 60_000;
const NativeDate = Date;
/** Dates with a zone, and date-only ISO texts, mean one instant everywhere. */
const ZONED = /(?:Z|[+-]\d\d:?\d\d|GMT|UTC)\s*$|^\d{4}(?:-\d\d(?:-\d\d)?)?$/i;

const PARTS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;

/** The instant at which China's clocks show what a UTC clock shows at `wall`. */
const fromWall = (wall: number): number => wall - OFFSET_MS;

function parse(text: string): number {
  const instant = NativeDate.parse(text);
  if (Number.isNaN(instant) || ZONED.test(text.trim())) return instant;
  const wall = instant - new NativeDate(instant).getTimezoneOffset() * MINUTE_MS;
  return fromWall(wall);
}

let now = (): number => NativeDate.now();

type Parts = [number, number, number?, number?, number?, number?, number?];

class ChinaDate extends NativeDate {
  constructor(...args: [] | [number | string | Date] | Parts) {
    if (args.length === 0) super(now());
    else if (args.length === 1) super(typeof args[0] === 'string' ? parse(args[0]) : args[0]);
    else super(fromWall(NativeDate.UTC(...args)));
  }

  static override now(): number {
    return now();
  }

  static override parse(text: string): number {
    return parse(text);
  }

  override getTimezoneOffset(): number {
    return -OFFSET_MS / MINUTE_MS;
  }

  override toString(): string {
    return `${new NativeDate(this.getTime() + OFFSET_MS).toUTCString().replace('GMT', 'GMT+0800')} (CST)`;
  }

  override toTimeString(): string {
    return `${new NativeDate(this.getTime() + OFFSET_MS).toISOString().slice(11, 19)} GMT+0800 (CST)`;
  }
}

/** Puts China's time, as `clock` has it (UTC ms), in place of this window's. */
export function liveInChina(clock: () => number): void {
  now = clock;
  const prototype = ChinaDate.prototype as unknown as Record<string, unknown>;
  const wallOf = (date: Date): Date => new NativeDate(date.getTime() + OFFSET_MS);
  for (const part of PARTS) {
    prototype[`get${part}`] = function (this: Date) {
      return wallOf(this)[`getUTC${part}`]();
    };
    prototype[`set${part}`] = function (this: Date, ...values: [number]) {
      const wall = wallOf(this);
      wall[`setUTC${part}`](...values);
      return this.setTime(fromWall(wall.getTime()));
    };
  }
  prototype.getDay = function (this: Date) {
    return wallOf(this).getUTCDay();
  };
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const) {
    const native = NativeDate.prototype[name] as (locale?: string, options?: object) => string;
    prototype[name] = function (this: Date, locale?: string, options?: object) {
      return native.call(this, locale, { timeZone: 'Asia/Shanghai', ...options });
    };
  }
  Object.defineProperty(ChinaDate, 'name', { value: 'Date' });
  globalThis.Date = ChinaDate as unknown as DateConstructor;
}
