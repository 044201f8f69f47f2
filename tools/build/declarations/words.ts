/**
 * Words of app.json and page JSON that WeChat's own schema lets through and the phone then ignores,
 * or that its review refuses: a misspelt field has no effect and nobody is told.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow, MINIPROGRAM, slashed } from '../files';

type Json = Record<string, unknown>;

/** Fields of app.json (…/reference/configuration/app.html), with the values of those that are words. */
const APP: Readonly<Record<string, readonly unknown[] | null>> = {
  pages: null,
  subPackages: null,
  subpackages: null,
  window: null,
  tabBar: null,
  preloadRule: null,
  usingComponents: null,
  networkTimeout: null,
  themeLocation: null,
  sitemapLocation: null,
  entryPagePath: null,
  permission: null,
  requiredPrivateInfos: null,
  requiredBackgroundModes: null,
  resolveAlias: null,
  singlePage: null,
  rendererOptions: null,
  darkmode: [true, false],
  debug: [true, false],
  lazyCodeLoading: ['requiredComponents'],
  style: ['v2'],
  renderer: ['webview', 'skyline'],
  componentFramework: ['exparser', 'glass-easel'],
  __usePrivacyCheck__: [true],
};

const SHADES = ['black', 'white'];
/** Of `window` and of a page. */
const WINDOW: Readonly<Record<string, readonly unknown[] | null>> = {
  navigationBarTitleText: null,
  navigationBarBackgroundColor: null,
  backgroundColor: null,
  backgroundColorTop: null,
  backgroundColorBottom: null,
  backgroundColorContent: null,
  onReachBottomDistance: null,
  navigationBarTextStyle: SHADES,
  navigationStyle: ['default', 'custom'],
  backgroundTextStyle: ['dark', 'light'],
  enablePullDownRefresh: [true, false],
  pageOrientation: ['auto', 'portrait', 'landscape'],
};
const PAGE: Readonly<Record<string, readonly unknown[] | null>> = {
  ...WINDOW,
  usingComponents: null,
  componentGenerics: null,
  componentPlaceholder: null,
  singlePage: null,
  component: [true],
  disableScroll: [true, false],
  renderer: ['webview', 'skyline'],
  styleIsolation: [
    ...['isolated', 'apply-shared', 'shared'],
    ...['page-isolated', 'page-apply-shared', 'page-shared'],
  ],
};

/** Lists whose entries the phone knows (the schema takes any text). */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  requiredBackgroundModes: ['audio', 'location'],
  requiredPrivateInfos: [
    ...['getFuzzyLocation', 'getLocation', 'onLocationChange', 'startLocationUpdate'],
    ...['startLocationUpdateBackground', 'chooseLocation', 'choosePoi', 'chooseAddress'],
  ],
  permission: ['scope.userLocation', 'scope.userFuzzyLocation', 'scope.userLocationBackground'],
};

function unknownWords(at: string, json: Json, fields: typeof APP): string[] {
  return Object.entries(json).flatMap(([field, value]) => {
    const values = fields[field];
    if (values === undefined) return [`${at}: "${field}" is no field that WeChat knows.`];
    // "@name" is a value of theme.json.
    if (values === null || /^@/.test(String(value)) || values.includes(value)) return [];
    return [`${at}: "${field}" must be ${values.join(' or ')}, not ${JSON.stringify(value)}.`];
  });
}

/** One sentence for each word of an app.json that the phone does not know. */
export function appWords(app: Json, at = 'miniprogram/app.json'): string[] {
  const lists = Object.entries(LISTS).flatMap(([field, known]) => {
    const given = app[field] ?? [];
    const names = Array.isArray(given) ? given : Object.keys(given);
    return names
      .filter((name) => !known.includes(name))
      .map((name) => `${at}: "${field}" may hold ${known.join(', ')}, not "${name}".`);
  });
  const window = unknownWords(`${at}: window`, (app.window ?? {}) as Json, WINDOW);
  return [...unknownWords(at, app, APP), ...window, ...lists];
}

/** One sentence for each such word of a page's or component's JSON. */
export const pageWords = (page: Json, at: string): string[] => unknownWords(at, page, PAGE);

/** The same for this project. */
export async function wordComplaints(): Promise<string[]> {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Json;
  const pages = await filesBelow(MINIPROGRAM, (name) => name.endsWith('.json'));
  return [
    ...appWords(read(join(MINIPROGRAM, 'app.json'))),
    ...pages
      // A page or component lies beside its view.
      .filter((path) => dirname(path) !== MINIPROGRAM && existsSync(path.replace(/json$/, 'wxml')))
      .flatMap((path) => pageWords(read(path), `miniprogram/${slashed(MINIPROGRAM, path)}`)),
  ];
}
