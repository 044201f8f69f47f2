/**
 * Nothing is read, sent or on the radio before whoever has this phone agreed to the terms. They are
 * asked on a page of their own; after a no everything that needs neither works, and they are asked
 * again only when they want something of it. Somebody under 14 agrees, and uses the app on this phone
 * alone until a guardian has agreed too.
 */
import { type Age, CONSENT_VERSIONS } from '../contract/api';
import { AppError } from './errors';
import { stored } from './store';

interface Kept {
  /** What was agreed to on this phone; 0 for nothing. */
  version: number;
  /** Whether the cloud knows. */
  told: boolean;
  /** What was said on the page. */
  age?: Age;
  /** Under 14, and no guardian has agreed. */
  alone?: boolean;
}

const kept = stored<Kept>('terms', { version: 0, told: false }, (value) => {
  const { version, told } = (value ?? {}) as Partial<Kept>;
  return typeof version === 'number' && typeof told === 'boolean';
});

let asking: Promise<void> | null = null;
let telling: Promise<void> | null = null;
let declined = false;
/** They want something, and have not been shown what it needs. */
let wanted = false;
/** Takes the answer of the page that is open. */
let heard: ((age: Age | null) => void) | null = null;

/** Whether the cloud may be asked now, without a word to its owner. */
export const agreed = (): boolean => kept.get().told && permitted();

/** Whether the terms were agreed to on this phone. */
export const permitted = (): boolean => kept.get().version >= CONSENT_VERSIONS.terms;

/** Whether everything stays on this phone: its owner is under 14, and no guardian has agreed. */
export const alone = (): boolean => kept.get().alone === true;

/** A guardian has agreed, or takes it back. */
export function setAlone(now: boolean): void {
  if (now !== alone()) kept.set({ ...kept.get(), alone: now });
}

/** The person wants something: a no of before is no answer any more. */
export function reconsider(): void {
  declined = false;
  wanted = true;
}

/** The cloud knows of no agreement: the account is gone, or somebody else uses this phone. */
export const forgetAgreement = (): void => kept.clear();

/** What the page heard: their age, or null for a no. Asked by nobody, it is kept all the same. */
export function answerTerms(age: Age | null): void {
  if (age) {
    const known = kept.get();
    kept.commit({ ...known, version: CONSENT_VERSIONS.terms, age, alone: age === 'u14' });
    // The page that hears it goes on with what their age needs.
    wanted = false;
  }
  heard?.(age);
  heard = null;
}

/** Asks for agreement unless it was given. Rejects with `needs-consent` after a no. */
export function permit(): Promise<void> {
  if (permitted()) return Promise.resolve();
  asking ??= askTerms().finally(() => {
    asking = null;
  });
  return asking;
}

/**
 * As `permit`, and tells the cloud by `tell`. Rejects also with why the cloud could not be told; then
 * it is told the next time.
 */
export async function agree(tell: (version: number, age?: Age) => Promise<void>): Promise<void> {
  await permit();
  telling ??= settle(tell).finally(() => {
    telling = null;
  });
  return telling;
}

async function settle(tell: (version: number, age?: Age) => Promise<void>): Promise<void> {
  if (agreed()) return;
  const { version, age } = kept.get();
  await tell(version, age);
  kept.set({ ...kept.get(), told: true });
}

/** A guardian is wanting: who wants something is shown how to ask one. Always an AppError. */
export function guardianNeeded(): AppError {
  if (wanted) open('?step=guardian');
  wanted = false;
  return new AppError('guardian-needed', 'everything stays on this phone');
}

async function askTerms(): Promise<void> {
  const answer = declined ? null : await answerOf();
  declined = answer === null;
  if (declined) throw new AppError('needs-consent', 'the terms were not agreed to');
}

const answerOf = () =>
  new Promise<Age | null>((resolve) => {
    heard = resolve;
    open('', () => answerTerms(null));
  });

function open(query: string, fail: () => void = () => {}): void {
  wx.navigateTo({ url: `/packages/me/start/start${query}`, fail });
}
