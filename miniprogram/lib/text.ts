/** Text as a device says it, which is often the whole of a fixed field of its firmware. */
import { utf8Decode } from './utf8';

/** Control characters, what was no character, spaces without width. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200d\u2060\ufeff\ufffd]/g;

/**
 * What a person would read: up to the first zero byte, as firmware means it, without characters that
 * cannot be seen and without blanks around it. "R02_A1B2\0\0" is "R02_A1B2".
 */
export function cleanText(text: string): string {
  const [said = ''] = text.replace(/^\0+/, '').split('\0', 1);
  return said.replace(UNSEEN, '').trim();
}

/** The same of UTF-8 bytes. Total. */
export const textOf = (value: Uint8Array): string => cleanText(utf8Decode(value));
