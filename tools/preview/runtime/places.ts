/** Where in the mini program's own files an error comes from. */
import { app } from './mini-program';

/** Scripts are named so in stack traces. */
export const SCRIPTS = 'app/';

const PLACE = /app\/([^\s():?]+\.(?:[jt]s|json)):(\d+):(\d+)/g;

/** A stack trace with places in the sources instead of the compiled scripts. */
export const withSources = (text: string): string =>
  text.replace(PLACE, (all, path: string, line: string) => {
    const source = app.modules[path]?.lines[Number(line) - 1];
    return app.modules[path] ? `${path}:${source ?? line}` : all;
  });

/** `pages/a/a.ts:3 TypeError: x is not a function`: one line for a person. */
export function sentenceOf(error: unknown): string {
  const { stack = '' } = (error ?? {}) as { stack?: unknown };
  const said = wordsOf(error);
  const place = PLACE.exec(String(stack));
  PLACE.lastIndex = 0;
  return place ? `${withSources(place[0])} ${said}` : said;
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
