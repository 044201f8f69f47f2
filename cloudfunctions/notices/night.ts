/** Nobody is written to while they sleep: not from 22:00 to 8:00 of their own clock. */

const HOUR = 3600;
const DAY = 24 * HOUR;
const EVENING = 22 * HOUR;
const MORNING = 8 * HOUR;

/** When a person may be written to: now, or at their next eight o'clock. UTC seconds; offset east. */
export function dueBy(at: number, offset: number): number {
  const local = (((at + offset) % DAY) + DAY) % DAY;
  if (local >= EVENING) return at + DAY - local + MORNING;
  return local < MORNING ? at + MORNING - local : at;
}
