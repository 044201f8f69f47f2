/** What an entry of the catalogue is made of; the rules are in tools/build/catalogue. */

/** A word in both languages. */
export interface Words {
  zh: string;
  en: string;
}

/** Sentences in both languages, one a paragraph. */
export interface Paragraphs {
  zh: readonly string[];
  en: readonly string[];
}

/** How a person reaches a maker's people. */
export interface Support {
  /** True when this maker answers in the customer-service session of this mini program. */
  desk: boolean;
  /** Opening hours, e.g. "9:00–21:00", shown only when the maker has given them. */
  hours?: string;
  phone?: string;
  site: string;
}

/** What 在京东购买 opens. Without a `sku` JD opens and the keyword is copied for its search box. */
export interface JdItem {
  keyword: string;
  /** 4 to 20 digits. */
  sku?: string;
  /** True when a commission is earned: shown as 推广. */
  commission: boolean;
}

export interface Maker {
  id: string;
  name: Words;
  support: Support;
  /** Whose links of the form https://<domain>/b/<model>/<serial> are believed of this maker's models. */
  domains?: readonly string[];
  /** Named on 今天 before there is a band; the others are welcome without being named. */
  onFirstScreen?: true;
}

/** One theme of the brand's one hue; every value is #RRGGBB. */
export interface BrandColours {
  /** TDesign's brand colours 1 to 10, faint to strong. */
  scale: readonly string[];
  /** Text and links in the brand's colour, and the tab that is chosen. */
  text: string;
  /** Ring and poster. */
  graph: string;
  /** Bar of an hour. */
  bar: string;
  /** The chosen bar among the others. */
  barSelected: string;
  /** Ground of one's own row on a board. */
  ownRow: string;
}

export interface Colours {
  light: BrandColours;
  dark: BrandColours;
}

export interface Brand {
  name: Words;
  /** On the card that recommends the app. */
  slogan: Words;
  /** Square PNG below miniprogram/, shown in 关于. */
  logo: string;
  /** JD's mini program and its item page, which take the sku as `?sku=`. */
  shop: { appId: string; itemPath: string };
  /** What a person agrees to before anything is sent, in one paragraph. */
  agreement: Words;
  /** What is kept, who sees it, and for how long. */
  privacy: Paragraphs;
  about: Paragraphs;
}
