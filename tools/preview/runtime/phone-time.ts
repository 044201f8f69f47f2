/**
 * A phone's clock: in its zone wherever this machine is, at first China's, so that the band's day, the
 * phone's day and the board's day are one; and as late as the preview's clock says.
 */

const MINUTE_MS = 60_000;
const NativeDate = Date;
/** Dates with a zone, and date-only ISO texts, mean one instant everywhere. */
const ZONED = /(?:Z|[+-]\d\d:?\d\d|GMT|UTC)\s*$|^\d{4}(?:-\d\d(?:-\d\d)?)?$/i;

const PARTS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;

/** Minutes east of UTC. */
let zone = (): number => 0;

const offset = (): number => zone() * MINUTE_MS;

/** The instant at which the phone's clock shows what a UTC clock shows at `wall`. */
const fromWall = (wall: number): number => wall - offset();

/** "+0800", and with `colon` "+08:00". */
function zoneText(colon = ''): string {
  const minutes = Math.abs(zone());
  const two = (count: number) => String(count).padStart(2, '0');
  return `${zone() < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`;
}

function parse(text: string): number {
  const instant = NativeDate.parse(text);
  if (Number.isNaN(instant) || ZONED.test(text.trim())) return instant;
  const wall = instant - new NativeDate(instant).getTimezoneOffset() * MINUTE_MS;
  return fromWall(wall);
}

let now = (): number => NativeDate.now();

type Parts = [number, number, number?, number?, number?, number?, number?];

const CHINA = 8 * 60;
const nameOfZone = (): string => (zone() === CHINA ? 'CST' : `GMT${zoneText(':')}`);

class PhoneDate extends NativeDate {
  constructor(...args: [] | [number | string | Date] | Parts) {
    if (args.length === 0) super(now());
    else if (args.length === 1) super(typeof args[0] === 'string' ? parse(args[0]) : args[0]);
    else super(fromWall(NativeDate.UTC(...args)));
  }

  static override now(): number {
    return now();
  }

  /** Of whatever it is given: it is read as a text. */
  static override parse(given: unknown): number {
    return parse(String(given));
  }

  override getTimezoneOffset(): number {
    return -zone();
  }

  override toString(): string {
    const wall = new NativeDate(this.getTime() + offset()).toUTCString();
    return wall.replace('GMT', `GMT${zoneText()} (${nameOfZone()})`);
  }

  override toTimeString(): string {
    const wall = new NativeDate(this.getTime() + offset()).toISOString().slice(11, 19);
    return `${wall} GMT${zoneText()} (${nameOfZone()})`;
  }
}

/**
 * Puts a phone's time in place of this window's.
 * @param clock UTC ms. @param minutes its zone, east of UTC; asked again and again.
 */
export function livePhoneTime(clock: () => number, minutes: () => number): void {
  now = clock;
  zone = minutes;
  const prototype = PhoneDate.prototype as unknown as Record<string, unknown>;
  const wallOf = (date: Date): Date => new NativeDate(date.getTime() + offset());
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
      return native.call(this, locale, { timeZone: zoneText(':'), ...options });
    };
  }
  Object.defineProperty(PhoneDate, 'name', { value: 'Date' });
  globalThis.Date = PhoneDate as unknown as DateConstructor;
}
