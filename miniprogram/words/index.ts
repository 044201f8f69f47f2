/**
 * Every sentence a person reads, in both languages. `text()` is the language in force; a page gets
 * the plain words of its own files.
 */
import { stored } from '../phone/store';
import { addWords } from './add';
import { bandWords } from './band';
import { bandsWords } from './bands';
import { commonWords } from './common';
import { inviteWords } from './invite';
import { labWords } from './lab';
import { meWords } from './me';
import { modelWords } from './model';
import { problemWords } from './problems';
import { rankingWords } from './ranking';
import { shareWords } from './share';
import { supportWords } from './support';
import { syncWords } from './sync';
import { todayWords } from './today';

export type Language = 'zh' | 'en';

const chosen = stored<Language | null>('language', null, (v) => v === 'zh' || v === 'en');

/** By the page that says them. No name is in two of them. */
export const GROUPS = {
  add: addWords,
  band: bandWords,
  bands: bandsWords,
  common: commonWords,
  invite: inviteWords,
  lab: labWords,
  me: meWords,
  model: modelWords,
  ranking: rankingWords,
  share: shareWords,
  support: supportWords,
  sync: syncWords,
  today: todayWords,
};

export type Group = keyof typeof GROUPS;

const words = {
  zh: {
    ...addWords.zh,
    ...bandWords.zh,
    ...bandsWords.zh,
    ...commonWords.zh,
    ...inviteWords.zh,
    ...labWords.zh,
    ...meWords.zh,
    ...modelWords.zh,
    ...rankingWords.zh,
    ...shareWords.zh,
    ...supportWords.zh,
    ...syncWords.zh,
    ...todayWords.zh,
    problems: problemWords.zh,
  },
  en: {
    ...addWords.en,
    ...bandWords.en,
    ...bandsWords.en,
    ...commonWords.en,
    ...inviteWords.en,
    ...labWords.en,
    ...meWords.en,
    ...modelWords.en,
    ...rankingWords.en,
    ...shareWords.en,
    ...supportWords.en,
    ...syncWords.en,
    ...todayWords.en,
    problems: problemWords.en,
  },
};

export type Texts = (typeof words)['zh'];

/** The chosen language, else WeChat's, else Chinese. */
export function language(): Language {
  const choice = chosen.get();
  if (choice) return choice;
  return /^zh|^$/.test(wx.getAppBaseInfo().language ?? '') ? 'zh' : 'en';
}

/** What the person chose, or null: follow WeChat. */
export const languageChoice = (): Language | null => chosen.get();

/** Keeps the choice; null follows WeChat. Throws an AppError when the phone cannot store it. */
export function chooseLanguage(choice: Language | null): void {
  if (choice) chosen.commit(choice);
  else chosen.clear();
}

/** All texts of the language in force. Functions in it take what varies. */
export const text = (): Texts => words[language()];
