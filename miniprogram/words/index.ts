/** Every sentence a person reads, in both languages. `text()` is the language in force. */
import { stored } from '../phone/store';
import { bandWords } from './bands';
import { bodyWords } from './body';
import { commonWords } from './common';
import { peopleWords } from './people';
import { problemWords } from './problems';

export type Language = 'zh' | 'en';

const chosen = stored<Language | null>('language', null, (v) => v === 'zh' || v === 'en');

const words = {
  zh: {
    ...commonWords.zh,
    ...bandWords.zh,
    ...bodyWords.zh,
    ...peopleWords.zh,
    problems: problemWords.zh,
  },
  en: {
    ...commonWords.en,
    ...bandWords.en,
    ...bodyWords.en,
    ...peopleWords.en,
    problems: problemWords.en,
  },
};

export type Texts = (typeof words)['zh'];

/** The chosen language, else WeChat's, else Chinese. */
export function language(): Language {
  const choice = chosen.get();
  if (choice) return choice;
  return wx.getAppBaseInfo().language.startsWith('zh') ? 'zh' : 'en';
}

/** What the person chose, or null: follow WeChat. */
export const languageChoice = (): Language | null => chosen.get();

export function chooseLanguage(choice: Language | null): void {
  if (choice) chosen.set(choice);
  else chosen.clear();
}

/** All texts of the language in force. Functions in it take what varies. */
export const text = (): Texts => words[language()];
