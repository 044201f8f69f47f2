import type { BandDay } from '../../../contract/activity';
import { crc32 } from '../../../lib/crc32';
import { bytesOf } from './line';

/** A short text that is equal for equal content of a band day. */
export function dayPrint(day: BandDay): string {
  const slots = Object.entries(day.slots)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([slot, a]) => [slot, a.steps, a.metres ?? '', a.kcal ?? ''].join(':'));
  const { counter } = day;
  const text = `${slots.join(',')}|${counter ? [counter.steps, counter.metres ?? '', counter.kcal ?? ''].join(':') : ''}`;
  return crc32(bytesOf(text)).toString(36);
}
