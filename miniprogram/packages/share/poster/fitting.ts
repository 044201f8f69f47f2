/** Words in a place that is as wide as it is. Pure beside the measure. */
import type { Measure } from './marks';

/** What belongs to the character before it: joiners, variations, skin tones, accents. */
const JOINS = /^(\u200d|\ufe0e|\ufe0f|[\u0300-\u036f]|[\u{1f3fb}-\u{1f3ff}])$/u;

/** A name in words of another direction stays where it is; nothing of it is more than text. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** The words, or as many of their characters as fit, and three dots. */
export function ellipsis(words: string, most: number, width: (words: string) => number): string {
  if (width(words) <= most) return words;
  const parts = [...words];
  while (parts.length > 0 && width(`${parts.join('')}…`) > most) {
    let gone = parts.pop();
    // No half of a character stays.
    while (parts.length > 0 && (JOINS.test(gone!) || parts[parts.length - 1] === '\u200d')) {
      gone = parts.pop();
    }
  }
  return `${parts.join('')}…`;
}

/** `before` and `after` whole, and of the name between them as much as fits. */
export function named(
  { before, name, after }: { before: string; name: string; after: string },
  most: number,
  width: (words: string) => number,
): string {
  if (name === '') return ellipsis(before + after, most, width);
  const room = most - width(before + after);
  return before + isolated(ellipsis(name, room, width)) + after;
}

/** The largest size up to `size` in which the words fit. */
export function sizeFor(
  words: string,
  size: number,
  bold: boolean,
  most: number,
  measure: Measure,
): number {
  const width = measure(words, size, bold);
  return width <= most ? size : Math.floor(((size * most) / width) * 10) / 10;
}
