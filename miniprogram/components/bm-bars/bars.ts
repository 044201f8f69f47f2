/** What the hour chart draws. Pure. */

export interface Bar {
  hour: number;
  /** Height in percent of the largest hour; 0 is drawn as a dash. */
  height: number;
}

/** At least this much of the height, so that a few steps are still a bar (4 of 64 px). */
const LEAST = 6.25;

/** 24 bars; hours without steps, past or future, have no height. */
export function barsOf(hours: readonly number[]): Bar[] {
  const largest = Math.max(1, ...hours);
  return Array.from({ length: 24 }, (_, hour) => {
    const steps = hours[hour] ?? 0;
    return { hour, height: steps > 0 ? Math.max(LEAST, (steps / largest) * 100) : 0 };
  });
}

/** The hour with most steps, or −1 when nobody walked. */
export function largestHour(hours: readonly number[]): number {
  let best = -1;
  hours.forEach((steps, hour) => {
    if (steps > 0 && (best < 0 || steps > hours[best]!)) best = hour;
  });
  return best;
}

/** Which of 24 columns lies at a part of the width, 0–1. */
export const hourAt = (x: number): number => Math.min(23, Math.floor(x * 24));
