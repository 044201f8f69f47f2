/** Paths of pages with their queries. */

export type Query = Record<string, string>;

export function urlOf(path: string, query: Query): string {
  const pairs = Object.entries(query).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`,
  );
  return `/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** Splits `/pages/a/a?b=c`. As in WeChat, values are not decoded: a page does that itself. */
export function splitUrl(url: string): { path: string; query: Query } {
  const mark = url.indexOf('?');
  const path = (mark < 0 ? url : url.slice(0, mark)).replace(/^\//, '');
  const query: Query = {};
  for (const pair of (mark < 0 ? '' : url.slice(mark + 1)).split('&').filter(Boolean)) {
    const at = pair.indexOf('=');
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1);
  }
  return { path, query };
}
