/**
 * WXS as WeChat runs it is ES5 with two helpers instead of constructors, and `x.constructor` is a
 * name, not a function. Both are supplied here, so the scripts run as plain JavaScript.
 */

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

/** A script with `x.constructor === 'Array'` read as WeChat reads it, and no `.wxs` in require. */
export function prepareWxs(source: string): string {
  return source
    .replace(/\.constructor(\s*[!=]==?\s*['"])/g, '.constructor.name$1')
    .replace(/(['"][A-Z]\w+['"]\s*[!=]==?\s*[\w.[\]]+)\.constructor\b/g, '$1.constructor.name')
    .replace(/(\brequire\(\s*['"][^'"]+)\.wxs(['"]\s*\))/g, '$1$2');
}

/** The files a script requires, as written. */
export function requiredScripts(source: string): string[] {
  return [...source.matchAll(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => match[1]!);
}
