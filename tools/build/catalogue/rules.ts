/** What an entry of the catalogue must be like, field by field; types alone let much of it through. */
import * as v from 'valibot';
import { OPERATOR } from '../../../miniprogram/contract/reviews';

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
const rule = (check: (text: string) => boolean, must: string) =>
  v.pipe(
    v.string(({ input }) => `must be a text, not ${shown(input)}`),
    v.check(check, ({ input }) => `must ${must}, not ${shown(input)}`),
  );
const like = (pattern: RegExp, must: string) => rule((text) => pattern.test(text), must);

/** Unknown fields are mistakes too: a misspelt one would be silently without effect. */
const object = <E extends v.ObjectEntries>(entries: E) =>
  v.strictObject(entries, ({ expected, input, received }) => {
    if (expected === 'never') return 'is no field of the catalogue';
    return received === 'undefined' ? 'is missing' : `must be an object, not ${shown(input)}`;
  });
const list = <S extends v.GenericSchema>(of: S, min: number) =>
  v.pipe(
    v.array(of, ({ input }) => `must be a list, not ${shown(input)}`),
    v.minLength(min, `must have at least ${min}`),
  );
const flag = v.boolean(({ input }) => `must be true or false, not ${shown(input)}`);

const text = (longest: number) =>
  rule(
    (value) => value.trim() === value && value !== '' && [...value].length <= longest,
    `have 1 to ${longest} characters and no blanks around them`,
  );
const words = (longest: number) => object({ zh: text(longest), en: text(longest) });
const PARAGRAPH = 400;
const paragraphs = v.pipe(
  object({ zh: list(text(PARAGRAPH), 1), en: list(text(PARAGRAPH), 1) }),
  v.check(
    ({ zh, en }) => zh.length === en.length,
    'must have as many paragraphs in both languages',
  ),
);

const site = rule(
  (value) => URL.canParse(value) && value.startsWith('https://'),
  'be an https:// address',
);
const id = (longest: number) =>
  like(
    new RegExp(`^[a-z][a-z0-9-]{1,${longest - 1}}$`),
    `have 2 to ${longest} small letters, digits and dashes, a letter first`,
  );
const colour = like(/^#[0-9A-F]{6}$/, 'be #RRGGBB in capitals');

const theme = object({
  scale: v.pipe(list(colour, 10), v.maxLength(10, 'must have ten colours')),
  text: colour,
  graph: colour,
  bar: colour,
  barSelected: colour,
  ownRow: colour,
});

export const coloursRule = object({ light: theme, dark: theme });

export const brandRule = object({
  name: words(12),
  slogan: words(60),
  logo: like(/^images\/[\w/-]+\.png$/, 'be a .png below images/'),
  shop: object({
    appId: like(/^wx[0-9a-f]{16}$/, 'be wx and 16 hexadecimal digits'),
    itemPath: like(/^[a-z][\w/-]*$/i, 'be the path of a page, without a query'),
  }),
  agreement: words(PARAGRAPH),
  privacy: paragraphs,
  about: paragraphs,
});

export const makerRule = object({
  id: v.pipe(
    id(32),
    v.check((name) => name !== OPERATOR, 'be another: it is the operator’s desk'),
  ),
  name: words(16),
  support: object({
    desk: flag,
    hours: v.optional(text(24)),
    phone: v.optional(like(/^\+?\d[\d -]{3,18}\d$/, 'be a number to call')),
    site,
  }),
  domains: v.optional(
    list(like(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'be a domain in small letters and nothing more'), 1),
  ),
  onFirstScreen: v.optional(v.literal(true, 'must be true, or not be there')),
});

/** With it and an address as serial a code still fits: `b.<model>.<12 characters>` in 32. */
const MODEL_ID = 17;

export const modelRule = object({
  id: id(MODEL_ID),
  maker: id(32),
  name: words(30),
  protocols: list(id(32), 1),
  kind: v.optional(v.picklist(['watch', 'ring'], 'must be watch or ring, or not be there')),
  advertisedNames: list(text(29), 0),
  jd: v.optional(
    object({
      keyword: text(40),
      sku: v.optional(like(/^\d{4,20}$/, 'be 4 to 20 digits')),
      commission: flag,
    }),
  ),
});
