/** The page 我的 as words. */
import type { DayKey } from '../../contract/activity';
import { dayOf } from '../../contract/activity';
import type { Me, Person } from '../../contract/api';
import { consented, GOALS, nearestGoal } from '../../services/account/index';
import type { SentShare } from '../../services/share/index';
import { dayShort, grouped } from '../../words/format';
import { type Language, text } from '../../words/index';

export interface MeView {
  uid: string;
  name: string;
  avatar: string;
  /** Under the name. */
  note: string;
  goal: string;
  goalIndex: number;
  friends: string;
  shares: string;
  hidden: boolean;
  /** What this person agreed to on this phone. */
  keepsSleep: boolean;
  readsHeart: boolean;
  language: string;
  languageIndex: number;
}

/** In the order of the language picker. */
export const LANGUAGES: readonly (Language | null)[] = [null, 'zh', 'en'];

/** Their names; a language is called by itself. */
export const languageNames = (): string[] => [text().meFollow, '中文', 'English'];

export const goalNames = (): string[] => GOALS.map((goal) => text().meGoalSteps(grouped(goal)));

/** `friends` is null while it is not known. */
export function meView(
  me: Me,
  known: { streak: number; friends: number | null; shares: number; choice: Language | null },
): MeView {
  const t = text();
  const index = LANGUAGES.indexOf(known.choice);
  return {
    uid: me.uid,
    name: me.name,
    avatar: me.avatar ?? '',
    note: known.streak > 0 ? t.meStreak(known.streak) : t.meNoStreak,
    goal: t.meGoalSteps(grouped(me.goal)),
    goalIndex: nearestGoal(me.goal),
    friends: known.friends === null ? '' : t.meFriendCount(known.friends),
    shares: t.meShareCount(known.shares),
    hidden: me.hidden,
    keepsSleep: consented('sleep'),
    readsHeart: consented('heart-rate'),
    language: languageNames()[index]!,
    languageIndex: index,
  };
}

/** A friend in the list. */
export interface FriendLine {
  uid: string;
  name: string;
  avatar: string;
}

export const friendLines = (people: readonly Person[]): FriendLine[] =>
  people.map(({ uid, name, avatar }) => ({ uid, name, avatar: avatar ?? '' }));

/** A share in the list. */
export interface ShareLine {
  id: string;
  day: string;
  until: string;
}

export const shareLines = (shares: readonly SentShare[]): ShareLine[] =>
  shares.map(({ id, day, expiresAt }) => ({
    id,
    day: dayShort(day as DayKey),
    until: text().meShareUntil(dayShort(dayOf(expiresAt))),
  }));

/** A titled list of sentences, for the sheets that explain. */
export interface Section {
  title: string;
  lines: readonly string[];
}

export function ruleSections(): Section[] {
  const t = text();
  return [
    { title: t.rulesTitle, lines: t.rules() },
    { title: t.privacyTitle, lines: t.privacy() },
  ];
}

export const aboutSections = (): Section[] => [{ title: '', lines: text().about() }];
