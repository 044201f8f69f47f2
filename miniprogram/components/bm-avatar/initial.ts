/** What stands in for a photo: one character on one of five muted tints. */

const TINTS = 5;
/** Marks that have no shape of their own: joiners, direction marks, variation selectors, spaces. */
const INVISIBLE = /[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\ufe00-\ufe0f]/g;

/** The first visible character of a name, in upper case; "·" when there is none. */
export function initialOf(name: string): string {
  const [first] = Array.from(name.replace(INVISIBLE, ''));
  return first ? first.toUpperCase() : '·';
}

/** 1–5, the same for a person on every phone. */
export function tintOf(uid: string): number {
  let hash = 0;
  for (let index = 0; index < uid.length; index++) {
    hash = (Math.imul(hash, 31) + uid.charCodeAt(index)) >>> 0;
  }
  return (hash % TINTS) + 1;
}
