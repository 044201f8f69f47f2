/** Language and letter size as one value that pages put into their data. */
import { type Device, wordsFor } from './device';
import { GROUPS, type Group, type Language, language, text, type Words } from './index';

export interface Appearance {
  /** Plain words by name; those that take values are called through `text()`. */
  t: Record<string, string>;
  lang: Language;
  /** What the words are about. */
  device: Device;
  /** Style of the page element, for `<page-meta page-style>`: tokens.wxss reads both scales. */
  pageStyle: string;
}

/** Text grows to 1.4 of its size, inside the ring and on axes to 1.2. */
const LARGEST = 1.4;
const LARGEST_SMALL = 1.2;
/** WeChat’s standard letter size in px. On iPhones it is 17, which is no wish for larger text. */
const STANDARD_SIZE = 16;
const STANDARD_LARGEST = 17;

/** The person's letter size as a factor, 1–1.4. */
export function fontScale(): number {
  const { fontSizeScaleFactor, fontSizeSetting } = wx.getAppBaseInfo();
  const size = fontSizeSetting || STANDARD_SIZE;
  const factor = fontSizeScaleFactor || (size <= STANDARD_LARGEST ? 1 : size / STANDARD_SIZE);
  return Math.min(LARGEST, Math.max(1, factor));
}

/** From this letter size on what stands at the end of a line stands below it. */
const STACK_FROM = 1.2;
export const isStacked = (): boolean => fontScale() >= STACK_FROM;

/** WeChat's bar has room for six Chinese characters on a screen narrower than this, in px. */
const NARROW = 360;

/** The title of a page: the short one where the whole one would end in dots. */
export const barTitle = (title: string, short = title): string =>
  wx.getWindowInfo().windowWidth < NARROW ? short : title;

/** Words of the first package by name, or those that come with a page. */
export type PageWords = Group | Words<object>;

/** What is in force now, with these words, said of this device. */
export function currentAppearance(
  groups: readonly PageWords[],
  device: Device = 'band',
): Appearance {
  const scale = fontScale();
  const small = Math.min(scale, LARGEST_SMALL);
  return {
    t: wordsFor(plainWords(groups, language()), device),
    lang: language(),
    device,
    pageStyle: `--bm-scale: ${scale}; --bm-scale-small: ${small}`,
  };
}

function plainWords(groups: readonly PageWords[], lang: Language): Record<string, string> {
  const words = groups
    .map((group) => (typeof group === 'string' ? GROUPS[group] : group))
    .flatMap((group) => Object.entries(group[lang] as Record<string, unknown>));
  return Object.fromEntries(
    words.filter((word): word is [string, string] => typeof word[1] === 'string'),
  );
}

let tabBarLanguage: Language = 'zh';

/** Puts WeChat's own tab bar into the language in force. Only a tab page can do it. */
export function applyTabBar(): void {
  const wanted = language();
  if (wanted === tabBarLanguage) return;
  const words = text();
  [words.today, words.ranking, words.bands, words.me].forEach((label, index) => {
    wx.setTabBarItem({
      index,
      text: label,
      success: () => {
        tabBarLanguage = wanted;
      },
      fail: () => {},
    });
  });
}
