/** What to say of syncs that failed: one cause and one button, also for several bands at once. */
import type { BoundBand } from '../contract/api';
import type { AppCode } from '../phone/errors';
import { buttonOf, leavesApp } from '../phone/problem-action';
import type { SyncProgress } from '../services/activity/index';
import { bandName, deviceOf } from '../services/bands/index';
import { text } from '../words/index';

/** A sync that failed. */
export interface Failed {
  band: BoundBand;
  code: AppCode;
  /** Days that were saved before. */
  saved: number;
}

/** The card of it. */
export interface Trouble {
  code: AppCode;
  band: string;
  title: string;
  sentence: string;
  button: string;
  /** The button opens settings: trying again must be offered beside the card. */
  leaves: boolean;
}

/** `progress` is how far it had come. */
export const failedAt = (
  band: BoundBand,
  code: AppCode,
  progress: SyncProgress | null,
): Failed => ({ band, code, saved: progress?.days?.done ?? 0 });

/**
 * The first of those that failed, of `tried` bands: with several it names its band, and says what
 * became of the others.
 */
export function troubleOf([first, ...more]: readonly Failed[], tried: number): Trouble | null {
  if (!first) return null;
  const { code, band } = first;
  const t = text(deviceOf(band.model));
  const title = tried > 1 ? t.syncTrouble(bandName(band), t.problems[code].title) : '';
  const others = tried > 1 ? t.syncOthers(tried - 1 - more.length, more.length) : '';
  return {
    code,
    band: band.id,
    title: title || t.problems[code].title,
    sentence: [sentenceOf(first), others].filter(Boolean).join(' '),
    button: buttonOf(code),
    leaves: leavesApp(code),
  };
}

function sentenceOf({ code, saved, band }: Failed): string {
  const t = text(deviceOf(band.model));
  if (code === 'disconnected' && saved > 0) return t.syncSavedPart(saved);
  return code === 'storage-full' ? t.syncStorageFull : t.problems[code].sentence;
}
