/** An export as words. Pure beside the language in force. */
import { type DayKey, dayOf, dayParts } from '../../../contract/activity';
import type { ExportFile, ExportProgress } from '../../../contract/api';
import { grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { rightsWords } from '../../../words/rights';

export interface FileView {
  name: string;
  /** The same for the eye: it goes on below before its date, never within it. */
  shown: string;
  /** "1.2 MB" */
  size: string;
  /** Its hash, short as it is shown and whole as it is copied. */
  short: string;
  sha256: string;
  address: string;
}

/** How far an export is that is being made. */
export interface MakingView {
  title: string;
  line: string;
  /** Of what was counted; null before the clock has begun. A file that is not there yet is not 100. */
  percent: number | null;
}

export function makingView(progress: ExportProgress | null): MakingView {
  const t = textOf(rightsWords);
  if (!progress) return { title: t.exportWaits, line: t.exportMakingHint, percent: null };
  const kinds = Object.values(progress);
  const done = kinds.reduce((sum, kind) => sum + kind.done, 0);
  const all = kinds.reduce((sum, kind) => sum + kind.all, 0);
  return {
    title: t.exportMaking,
    line: done < all ? t.exportDone(grouped(done), grouped(all)) : t.exportWriting,
    percent: Math.min(99, Math.floor((100 * done) / Math.max(1, all))),
  };
}

/** What is in an export; while it is made with the state of each part. */
export interface PartView {
  title: string;
  line: string;
  /** Empty while nothing is made. */
  state: '' | 'done' | 'now' | 'queued';
  word: string;
}

export function partsView(progress: ExportProgress | null): PartView[] {
  const t = textOf(rightsWords);
  const read = progress && Object.values(progress).every(({ done, all }) => done >= all);
  return t.exportParts().map(({ name, title, line }) => {
    const part = { title, line };
    if (!progress) return { ...part, state: '', word: '' };
    if (name === 'sums') {
      return read
        ? { ...part, state: 'now', word: t.exportPartNow }
        : { ...part, state: 'queued', word: t.exportPartQueued };
    }
    const { done, all } = progress[name];
    if (done >= all) {
      return { ...part, state: 'done', word: all === 0 ? t.exportPartNone : t.exportPartDone };
    }
    if (done === 0) return { ...part, state: 'queued', word: t.exportPartQueued };
    return { ...part, state: 'now', word: `${grouped(done)} / ${grouped(all)}` };
  });
}

const two = (value: number) => String(value).padStart(2, '0');
const dashed = (day: DayKey) => dayParts(day).map(two).join('-');

export function fileView(kind: 'json' | 'csv', file: ExportFile, now: number): FileView {
  const { sha256, address, bytes } = file;
  const part = (from: number) => sha256.slice(from, from + 4);
  const date = dashed(dayOf(now));
  return {
    name: `bandmates-${date}.${kind}`,
    shown: `bandmates-${date.replace(/-/g, '\u2060-\u2060')}.${kind}`,
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
