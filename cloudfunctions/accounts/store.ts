import type { GoalFrom } from '../../miniprogram/contract/api';
import { collection } from '../cloud';

/** The only place where an OpenID meets a public id. */
export interface IdentityDoc {
  /** OpenID. */
  _id: string;
  uid: string;
}

/** From `at` (UTC seconds) on a person was hidden from boards, or no longer. */
export interface Hiding {
  at: number;
  hidden: boolean;
}

export interface PersonDoc {
  /** Public id. */
  _id: string;
  name: string;
  avatar: string | null;
  hidden: boolean;
  /** When hiding began and ended, oldest first; absent until the first time. */
  hiding?: Hiding[];
  /** By day, oldest first; never empty. */
  goals: GoalFrom[];
  createdAt: number;
  /** Changes whenever something is added for this person (`turns.ts`). */
  turn?: string;
}

export const identities = collection<IdentityDoc>('identities');
export const people = collection<PersonDoc>('people');
