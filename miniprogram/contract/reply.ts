/** How every call ends. */

/** Why a call failed; `words/problems` has a sentence and one thing to do for each. */
export type ErrorCode =
  | 'bad-input'
  | 'unknown-action'
  | 'not-found'
  | 'forbidden'
  | 'band-taken'
  | 'too-many'
  | 'too-often'
  /** Others wrote the same at the same moment; the same call may succeed. */
  | 'contended'
  /** The person of this WeChat identity is gone; agreeing to the terms makes one. */
  | 'account-gone'
  /** Nothing is kept for somebody who has not agreed to the terms. */
  | 'needs-consent'
  /** WeRun's steps have a consent of their own. */
  | 'needs-werun'
  /** Somebody under 14 needs a guardian's consent for it. */
  | 'guardian-needed'
  | 'invite-expired'
  | 'invite-used'
  | 'invite-own'
  | 'invite-invalid'
  /** The one who invites has blocked the caller; accepting lifts the caller's own block all the same. */
  | 'invite-refused'
  | 'already-friends'
  | 'name-refused'
  /** A text that others would read did not pass WeChat's check. */
  | 'text-refused'
  /** WeChat's check could not be asked: the same text may pass later. */
  | 'text-unchecked'
  | 'share-gone'
  | 'day-closed'
  /** WeChat takes no further answer until the other one says something. */
  | 'quota-used'
  | 'needs-key'
  /** WeChat's proof of a group or of steps is not the caller's, or too old. */
  | 'proof-refused'
  | 'internal';

export type Reply<T> = { ok: true; data: T } | { ok: false; code: ErrorCode; message: string };
