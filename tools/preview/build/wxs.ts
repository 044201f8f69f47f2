/**
 * WXS as WeChat runs it is ES5 with two helpers instead of constructors, and `x.constructor` is a
 * name, not a function. Both are supplied here, so the scripts run as plain JavaScript.
 */
import { Script } from 'node:vm';

/** Put in front of all scripts. `Date` is the phone's. */
export const WXS_HELPERS = `
var getRegExp = function (source, flags) { return new RegExp(source, flags); };
var getDate = function (a, b, c, d, e, f, g) {
  switch (arguments.length) {
    case 0: return new Date();
    case 1: return new Date(a);
    default: return new Date(a, b, c || 1, d || 0, e || 0, f || 0, g || 0);
  }
};
`;

/**
 * A script with `x.constructor === 'Array'` read as WeChat reads it, no `.wxs` in require, and the
 * backslashes that WXS leaves in a string: '^\\d+$' written '^\d+$'.
 */
export function prepareWxs(source: string): string {
  return inPieces(source)
    .replace(/\.constructor(\s*[!=]==?\s*['"])/g, '.constructor.name$1')
    .replace(/(['"][A-Z]\w+['"]\s*[!=]==?\s*[\w.[\]]+)\.constructor\b/g, '$1.constructor.name')
    .replace(/(\brequire\(\s*['"][^'"]+)\.wxs(['"]\s*\))/g, '$1$2');
}

/** Comments, strings, and words that WXS has for names and JavaScript does not. */
const PIECES =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|(?<![.\w$])(?:class|enum|extends|super)(?![\w$]|\s*:)/g;

const inPieces = (source: string): string =>
  source.replace(PIECES, (piece) => {
    if (piece.startsWith('/')) return piece;
    return /^['"]/.test(piece) ? piece.replace(/\\([\s\S])/g, kept) : `${piece}_`;
  });

/** What JavaScript would drop stays; what it knows means the same in both. */
const kept = (pair: string, character: string): string =>
  /[nrtbfv0'"\\xu\r\n]/.test(character) ? pair : `\\${pair}`;

/** The files a script requires, as written. */
export function requiredScripts(source: string): string[] {
  return [...source.matchAll(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => match[1]!);
}

/** What is wrong with a prepared script, or null. */
export function wxsProblem(source: string): { line: number; message: string } | null {
  try {
    new Script(`(function(){${source}\n})`, { filename: 'wxs' });
    return null;
  } catch (error) {
    const { stack = '', message } = error as Error;
    return { line: Number(/^wxs:(\d+)/.exec(stack)?.[1] ?? 0), message };
  }
}
