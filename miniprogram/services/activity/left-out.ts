/**
 * What is in no total, and a person can do something about or has to know: what the cloud did not take
 * of an upload, and what a band told that cannot be so. What is only kept off boards is in `withheld`.
 */
import type { BandDay, DayKey } from '../../contract/activity';
import type { Rejected } from '../../contract/api';
import { stored } from '../../phone/store';
import type { ContentReason } from '../../protocols/driver';

const REASONS = ['too-many-bands', 'too-old', 'future'] as const;

type CloudReason = (typeof REASONS)[number];

export type LeftOutReason = CloudReason | ContentReason;

interface LeftOut {
  band: string;
  reason: LeftOutReason;
  /** The newest day of it. */
  day: DayKey;
}

const kept = stored<LeftOut[]>('left-out', [], Array.isArray);

export const isLeftOut = (reason: Rejected['reason'] | LeftOutReason): reason is CloudReason =>
  (REASONS as readonly string[]).includes(reason);

/** Takes the cloud's answer about days of a band; what it said of them before no longer counts. */
export function noteLeftOut(
  band: string,
  sent: readonly BandDay[],
  rejected: readonly Rejected[],
): void {
  const days = sent.map(({ day }) => day);
  const others = kept
    .get()
    .filter((one) => !isLeftOut(one.reason) || one.band !== band || !days.includes(one.day));
  const news = REASONS.flatMap((reason): LeftOut[] => {
    const out = rejected.filter((one) => one.reason === reason).map(({ day }) => day);
    return out.length > 0 ? [{ band, reason, day: Math.max(...out) }] : [];
  });
  const next = [...others.filter((one) => !news.some((n) => isSame(n, one))), ...news];
  if (next.length > 0 || kept.get().length > 0) kept.set(next);
}

/** A band told what cannot be so: said until somebody saw it. */
export function noteUnbelieved(band: string, reason: ContentReason, day: DayKey): void {
  const one = { band, reason, day };
  kept.set([...kept.get().filter((known) => !isSame(known, one)), one]);
}

const isSame = (a: LeftOut, b: LeftOut) => a.band === b.band && a.reason === b.reason;

/** What is to be said: of today that it does not count, of another time until somebody saw it. */
export const leftOut = (today: DayKey): readonly Pick<LeftOut, 'band' | 'reason'>[] =>
  kept.get().filter(({ reason, day }) => reason !== 'too-many-bands' || day === today);

/** It was seen. */
export function forgetLeftOut(band: string, reason: LeftOutReason): void {
  kept.set(kept.get().filter((one) => one.band !== band || one.reason !== reason));
}
