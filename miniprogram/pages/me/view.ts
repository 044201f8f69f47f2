/** The page 我的 as words. */
import type { Me } from '../../contract/api';
import { GOALS, nearestGoal } from '../../services/account/index';
import { grouped } from '../../words/format';
import { type Language, text } from '../../words/index';
import { UNITS, unit } from '../../words/units';

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
}

/** What a picker offers, and which of it is in force. */
export interface Choice {
  names: string[];
  index: number;
  /** The name in force. */
  now: string;
}

/** In the order of the language picker. */
export const LANGUAGES: readonly (Language | null)[] = [null, 'zh', 'en'];

const choice = (names: string[], index: number): Choice => ({ names, index, now: names[index]! });

/** A language is called by itself. */
export const languages = (chosen: Language | null): Choice =>
  choice([text().meFollow, '中文', 'English'], LANGUAGES.indexOf(chosen));

export const units = (): Choice => {
  const { unitNames } = text();
  return choice(
    UNITS.map((one) => unitNames[one]),
    UNITS.indexOf(unit()),
  );
};

export const goalNames = (): string[] => GOALS.map((goal) => text().meGoalSteps(grouped(goal)));

/** What is null is not known, and stays without a number. */
export function meView(
  me: Me,
  known: { streak: number; friends: number | null; shares: number | null },
): MeView {
  const t = text();
  return {
    uid: me.uid,
    name: me.name,
    avatar: me.avatar ?? '',
    note: known.streak > 0 ? t.meStreak(known.streak) : t.meNoStreak,
    goal: t.meGoalSteps(grouped(me.goal)),
    goalIndex: nearestGoal(me.goal),
    friends: known.friends === null ? '' : t.meFriendCount(known.friends),
    shares: known.shares === null ? '' : t.meShareCount(known.shares),
    hidden: me.hidden,
  };
}
