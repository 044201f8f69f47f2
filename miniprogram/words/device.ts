/** A ring is called a ring: every sentence of a band, said of one. */

/** What a person wears. */
export type Device = 'band' | 'ring';

const RING: readonly [RegExp, string][] = [
  [/手环/g, '戒指'],
  [/\bband(s?)\b/g, 'ring$1'],
  [/\bBand(s?)\b/g, 'Ring$1'],
];

const known = new WeakMap<object, object>();

/** The same words for this device; functions among them too. */
export function wordsFor<W extends object>(words: W, device: Device): W {
  if (device === 'band') return words;
  const said = known.get(words) ?? ofRing(words);
  known.set(words, said);
  return said as W;
}

function ofRing<W extends object>(words: W): W {
  const entries = Object.entries(words).map(([name, word]) => [name, sayRing(word)]);
  return Object.fromEntries(entries) as W;
}

function sayRing(word: unknown): unknown {
  if (typeof word === 'string') {
    return RING.reduce((text, [band, ring]) => text.replace(band, ring), word);
  }
  if (typeof word === 'function') {
    return (...values: unknown[]) => sayRing((word as (...all: unknown[]) => unknown)(...values));
  }
  if (Array.isArray(word)) return word.map(sayRing);
  return word !== null && typeof word === 'object' ? ofRing(word) : word;
}
