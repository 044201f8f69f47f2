/**
 * Every sentence a person reads, in both languages. `text()` is the language in force; a page gets
 * the plain words of its own files. Words of a subpackage's pages come with them: `textOf`.
 */
import { stored } from '../phone/store';
import { bandsWords } from './bands';
import { commonWords } from './common';
import { type Device, wordsFor } from './device';
import { inviteWords } from './invite';
import { meWords } from './me';
import { problemWords } from './problems';
import { rankingWords } from './ranking';
import { syncWords } from './sync';
import { todayWords } from './today';

export type Language = 'zh' | 'en';

const chosen = stored<Language | null>('language', null, (v) => v === 'zh' || v === 'en');

/** Those of the first package, by the page that says them. No name is in two files of words. */
export const GROUPS = {
  bands: bandsWords,
  common: commonWords,
  invite: inviteWords,
  me: meWords,
  ranking: rankingWords,
  sync: syncWords,
  today: todayWords,
};

export type Group = keyof typeof GROUPS;

const words = {
  zh: {
    ...bandsWords.zh,
    ...commonWords.zh,
    ...inviteWords.zh,
    ...meWords.zh,
    ...rankingWords.zh,
    ...syncWords.zh,
    ...todayWords.zh,
    problems: problemWords.zh,
  },
  en: {
    ...bandsWords.en,
    ...commonWords.en,
    ...inviteWords.en,
    ...meWords.en,
    ...rankingWords.en,
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

/**
 * All texts of the first package in the language in force, about this device. Functions among them
 * take what varies.
 */
export const text = (device: Device = 'band'): Texts => wordsFor(words[language()], device);

/** A file of words. */
export interface Words<W extends object> {
  zh: W;
  en: W;
}

const merged = new WeakMap<object, object>();

/** `text()` with the words of a page that is not in the first package. */
export function textOf<W extends object>(own: Words<W>, device: Device = 'band'): Texts & W {
  const lang = language();
  const all = merged.get(own[lang]) ?? { ...words[lang], ...own[lang] };
  merged.set(own[lang], all);
  return wordsFor(all as Texts & W, device);
}
