/** An export as words. Pure beside the language in force. */
import { type DayKey, dayOf, dayParts } from '../../../contract/activity';
import type { ExportFile } from '../../../contract/api';

export interface FileView {
  name: string;
  /** "1.2 MB" */
  size: string;
  /** Its hash, short as it is shown and whole as it is copied. */
  short: string;
  sha256: string;
  address: string;
}

const two = (value: number) => String(value).padStart(2, '0');
const dashed = (day: DayKey) => dayParts(day).map(two).join('-');

export function fileView(kind: 'json' | 'csv', file: ExportFile, now: number): FileView {
  const { sha256, address, bytes } = file;
  const part = (from: number) => sha256.slice(from, from + 4);
  return {
    name: `bandmates-${dashed(dayOf(now))}.${kind}`,
    size: sizeWords(bytes),
    short: `SHA-256 ${part(0)} ${part(4)} … ${part(56)} ${part(60)}`,
    sha256,
    address,
  };
}

const sizeWords = (bytes: number): string =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What is left until an instant: hours and minutes, rounded up. */
export function timeLeft(until: number, now: number): { hours: number; minutes: number } {
  const all = Math.max(0, Math.ceil((until - now) / 60));
  return { hours: Math.floor(all / 60), minutes: all % 60 };
}
