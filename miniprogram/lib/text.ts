/** Text as a device says it, which is often the whole of a fixed field of its firmware. */
import { utf8Decode } from './utf8';

/** Spaces without width, and what was no character. */
const UNSEEN = '\u200b\u200c\u200d\u2060\ufeff\ufffd';

const isSeen = (character: string): boolean => {
  const code = character.charCodeAt(0);
  const control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  return !control && !UNSEEN.includes(character);
};

/**
 * What a person would read: up to the first zero byte, as firmware means it, without characters that
 * cannot be seen and without blanks around it. "R02_A1B2\0\0" is "R02_A1B2".
 */
export function cleanText(text: string): string {
  const [said = ''] = text.replace(/^\0+/, '').split('\0', 1);
  return [...said].filter(isSeen).join('').trim();
}

/** The same of UTF-8 bytes. Total. */
export const textOf = (value: Uint8Array): string => cleanText(utf8Decode(value));
