/** Where in the mini program's own files an error comes from. */
import { app } from './mini-program';

/** A line of app.js in a stack trace. */
const PLACE = new RegExp(`${location.origin}/app\\.js:(\\d+):\\d+`, 'g');

/** Scripts by where they are in app.js, the last one first. */
const scripts = Object.entries(app.modules).sort(([, a], [, b]) => b.from - a.from);

/** The source and the line that a line of app.js was made of; behind the scripts are templates. */
function placeOf(line: number): string | null {
  const [path, module] = scripts.find(([, { from }]) => from <= line) ?? [];
  const source = module?.lines[line - module.from];
  return source === undefined ? null : `${path}:${source}`;
}

/** A stack trace with places in the sources instead of the compiled scripts. */
export const withSources = (text: string): string =>
  text.replace(PLACE, (all, line: string) => placeOf(Number(line)) ?? all);

/** `pages/a/a.ts:3 TypeError: x is not a function`: one line for a person. */
export function sentenceOf(error: unknown): string {
  const { stack = '' } = (error ?? {}) as { stack?: unknown };
  const said = wordsOf(error);
  const places = [...String(stack).matchAll(PLACE)].map(([, line]) => placeOf(Number(line)));
  const first = places.find((place) => place !== null);
  return first ? `${first} ${said}` : said;
}

function wordsOf(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  const { errMsg, message } = (error ?? {}) as { errMsg?: unknown; message?: unknown };
  return String(errMsg ?? message ?? (typeof error === 'object' ? JSON.stringify(error) : error));
}

/** All of an error, for a console. */
export const detailsOf = (error: unknown): string => {
  const { stack } = (error ?? {}) as { stack?: unknown };
  return typeof stack === 'string' ? withSources(stack) : wordsOf(error);
};
