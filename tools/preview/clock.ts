/**
 * The preview's one clock: this machine's, so far ahead as somebody set it. Cloud, functions, both
 * phones, bands and panel read it; timers run at their own pace, as when a phone's clock is set.
 */
import { Signal } from './hub/signal';

/** Kept: a phone's window puts its own Date in place of the machine's. */
const machine = Date;

export class Clock {
  /** It was set to another time. */
  readonly jumped = new Signal<void>();

  /** @param shift how far ahead of the machine's it begins, in ms; may be negative. */
  constructor(private shift = 0) {}

  /** How far it is ahead of the machine's clock, in ms. */
  get ahead(): number {
    return this.shift;
  }

  /** UTC milliseconds. */
  now(): number {
    return machine.now() + this.shift;
  }

  /** Goes on from another time, UTC milliseconds. */
  set(now: number): void {
    this.shift = now - machine.now();
    this.jumped.emit();
  }

  /** Agrees with a clock elsewhere, UTC milliseconds; what a message takes on its way is no jump. */
  follow(now: number): void {
    if (Math.abs(now - this.now()) > MESSAGE_MS) this.set(now);
  }
}

const MESSAGE_MS = 60_000;

/** How far ahead of the machine's clock an instant is, in ms. */
export const aheadTo = (at: number): number => at - machine.now();

const SHANGHAI_MS = 8 * 3600 * 1000;
export const DAY_MS = 86_400_000;

/** "2026-11-22 20:36:05" in a zone so many minutes east of UTC. */
export const timeIn = (at: number, zone: number): string =>
  new machine(at + zone * 60_000).toISOString().slice(0, 19).replace('T', ' ');

/** The same in Shanghai. */
export const shanghaiTime = (at: number): string => timeIn(at, SHANGHAI_MS / 60_000);

/** UTC milliseconds of "2026-11-22 20:36" or "… 20:36:05" in Shanghai; null for anything else. */
export function parseShanghai(text: string): number | null {
  const full = /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text) ? `${text}:00` : text;
  const at = machine.parse(`${full.replace(' ', 'T')}Z`) - SHANGHAI_MS;
  return Number.isFinite(at) && shanghaiTime(at) === full ? at : null;
}

/** The next instant at which Shanghai's clocks show this many ms after midnight. */
export function nextAt(msOfDay: number, now: number): number {
  const midnight = Math.floor((now + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
  const today = midnight + msOfDay;
  return today > now ? today : today + DAY_MS;
}
