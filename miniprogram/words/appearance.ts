/** Language and letter size as one value that pages put into their data. */
import { type Language, language, type Texts, text } from './index';

/** The texts that are plain words; those that take values are called through `text()`. */
export type PlainTexts = {
  [K in keyof Texts as Texts[K] extends string ? K : never]: string;
};

export interface Appearance {
  t: PlainTexts;
  lang: Language;
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

/** What is in force now. */
export function currentAppearance(): Appearance {
  const scale = fontScale();
  const small = Math.min(scale, LARGEST_SMALL);
  return {
    t: plainTexts(),
    lang: language(),
    pageStyle: `--bm-scale: ${scale}; --bm-scale-small: ${small}`,
  };
}

function plainTexts(): PlainTexts {
  const plain: Record<string, string> = {};
  for (const [key, value] of Object.entries(text())) {
    if (typeof value === 'string') plain[key] = value;
  }
  return plain as PlainTexts;
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
