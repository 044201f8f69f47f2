import type { Age, ConsentKind, GoalFrom, Me } from '../../miniprogram/contract/api';
import { collection } from '../cloud';

/** The only place where an OpenID meets a public id; what every call must know of its caller. */
export interface IdentityDoc {
  /** OpenID. */
  _id: string;
  uid: string;
  /** The version of the terms that was agreed to. */
  terms: number;
  /** A guardian's consent is wanting (`appearing.ts`). */
  child: boolean;
  /** The goal of today, as `people` has it: each upload is held against it. Absent in old ones. */
  goal?: number;
}

/** From `at` (UTC seconds) on a person was hidden from boards, or no longer. */
export interface Hiding {
  at: number;
  hidden: boolean;
}

/** What was agreed to, and when (UTC seconds). */
export interface Agreed {
  version: number;
  at: number;
}

export interface PersonDoc {
  /** Public id. */
  _id: string;
  name: string;
  avatar: string | null;
  /** The file that was chosen and that WeChat has not looked at; seen by its owner alone. */
  photo?: string;
  /** Photos that were taken or taken back: the next one has another place (`photo-place.ts`). */
  seat?: number;
  hidden: boolean;
  /** When hiding began and ended, oldest first; absent until the first time. */
  hiding?: Hiding[];
  /** By day, oldest first; never empty. */
  goals: GoalFrom[];
  /** In force now; how it came to that is in `consents`. */
  consents: Partial<Record<ConsentKind, Agreed>>;
  age: Age | null;
  /** How they are written to (`Me`). */
  language: Me['language'];
  offset: number;
  createdAt: number;
  /** Changes whenever something is added for this person (`turns.ts`). */
  turn?: string;
}

/** One consent that was given or taken back. */
export interface ConsentDoc {
  /** `uid_kind_at_random`: two of one second are two. */
  _id: string;
  uid: string;
  kind: ConsentKind;
  version: number;
  given: boolean;
  at: number;
}

export const identities = collection<IdentityDoc>('identities');
export const people = collection<PersonDoc>('people');
export const consents = collection<ConsentDoc>('consents');
