import type { DayKey } from '../../miniprogram/contract/activity';
import { collection } from '../cloud';

/** The only place where an OpenID meets a public id. */
export interface IdentityDoc {
  /** OpenID. */
  _id: string;
  uid: string;
}

/** A goal and the day it began to count; 0 for the one of the beginning. */
export interface GoalFrom {
  from: DayKey | 0;
  steps: number;
}

export interface PersonDoc {
  /** Public id. */
  _id: string;
  name: string;
  avatar: string | null;
  hidden: boolean;
  /** By day, oldest first; never empty. */
  goals: GoalFrom[];
  createdAt: number;
}

export const identities = collection<IdentityDoc>('identities');
export const people = collection<PersonDoc>('people');
