/** People: how others see them, what they allow and choose. */
import type { DayKey } from './activity';

/**
 * What a person may allow: the terms, without which nothing is kept; a guardian's word, without
 * which somebody under 14 is on no board and shares nothing; WeChat's steps as a source.
 */
export type ConsentKind = 'terms' | 'guardian' | 'werun';

/** The version of each text a person agrees to; an older one stays agreed to. */
export const CONSENT_VERSIONS: Readonly<Record<ConsentKind, number>> = {
  terms: 1,
  guardian: 1,
  werun: 1,
};

/** Why a name is refused: by our own rule, or by WeChat's check, which may not answer. */
export const NAME_FAULTS = [
  'blank',
  'too-long',
  'unseen',
  'no-letter',
  'heaped',
  'number',
  'misleading',
  'not-passed',
  'unchecked',
] as const;
export type NameFault = (typeof NAME_FAULTS)[number];

/** Under 14, or older. */
export type Age = 'u14' | 'older';

/** A daily goal in steps and the day it began to count; 0 for the one of the beginning. */
export interface GoalFrom {
  from: DayKey | 0;
  steps: number;
}

/** How others see a person. */
export interface Person {
  uid: string;
  name: string;
  /** Cloud file id or https address of a chosen photo. */
  avatar?: string;
}

/** Who invites; whether it is somebody the caller blocked, which accepting lifts. */
export interface OpenedInvite {
  from: Person;
  blocked?: true;
}

/** Everybody with whom a person has something; who hides from boards is here, too. */
export interface FriendList {
  /** Who joined last is first. */
  friends: Person[];
  /** Whom the caller blocks; with whom it ended last is first. */
  blocked: Person[];
}

export interface Me extends Person {
  /** Daily goal in steps, and the one of the day before. */
  goal: number;
  goalBefore: number;
  /** Hidden from every board. */
  hidden: boolean;
  /** Null until they said it. */
  age: Age | null;
  /** In which they are written to, and by whose clock (civil offset east of UTC, seconds). */
  language: 'zh' | 'en';
  offset: number;
  /** What is agreed to now, and since when (UTC seconds). */
  consents: ConsentKind[];
  since: Partial<Record<ConsentKind, number>>;
  /** Where their phone puts the next photo before it is taken: another place after each, which nobody else can guess. */
  photoPath: string;
}

/** What whoever has no name is called, by their own language. */
const WALKER: Readonly<Record<Me['language'], string>> = { zh: '步友', en: 'Walker' };

/** The name of whoever chose none, or took theirs back: the same whenever it is made. */
export const defaultName = (uid: string, language: Me['language']): string =>
  `${WALKER[language]} ${uid.slice(0, 4).toUpperCase()}`;

/** Whether it is the name of who has none, whatever their language was when it was made. */
export const isDefaultName = (name: string, uid: string): boolean =>
  name === defaultName(uid, 'zh') || name === defaultName(uid, 'en');
