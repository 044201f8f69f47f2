/**
 * Nothing leaves the phone before its owner agreed to the terms. They are asked in WeChat's own
 * dialog, before the first thing the cloud is to know; after a no everything that needs no cloud
 * works, and they are asked again only when they want something of it.
 */
import { CONSENT_VERSIONS } from '../contract/api';
import { text } from '../words/index';
import { confirmed } from './dialog';
import { AppError } from './errors';
import { stored } from './store';

interface Kept {
  /** What was agreed to on this phone; 0 for nothing. */
  version: number;
  /** Whether the cloud knows. */
  told: boolean;
}

const kept = stored<Kept>('terms', { version: 0, told: false }, (value) => {
  const { version, told } = (value ?? {}) as Partial<Kept>;
  return typeof version === 'number' && typeof told === 'boolean';
});

let asking: Promise<void> | null = null;
let declined = false;

/** Whether the cloud may be asked now, without a word to its owner. */
export const agreed = (): boolean => kept.get().told && kept.get().version >= version();

/** The person wants something: a no of before is no answer any more. */
export function reconsider(): void {
  declined = false;
}

/** The cloud knows of no agreement: the account is gone, or somebody else uses this phone. */
export const forgetAgreement = (): void => kept.clear();

/**
 * Asks for agreement unless it was given, and tells the cloud by `tell`. Rejects with
 * `needs-consent` after a no, or with why the cloud could not be told; then it is told the next time.
 */
export function agree(tell: (version: number) => Promise<void>): Promise<void> {
  asking ??= settle(tell).finally(() => {
    asking = null;
  });
  return asking;
}

const version = () => CONSENT_VERSIONS.terms;

async function settle(tell: (version: number) => Promise<void>): Promise<void> {
  if (kept.get().version < version()) {
    const { agreeTitle: title, agreeText: content } = text();
    declined ||= !(await confirmed({ title, content, yes: 'agreeYes' }));
    if (declined) throw new AppError('needs-consent', 'the terms were not agreed to');
    kept.set({ version: version(), told: false });
  }
  await tell(version());
  kept.set({ version: version(), told: true });
}
