/** A changed file or another language begins the mini program anew: it opens on the pages that were open. */
import { phone } from './phone';

const key = (): string => `preview.pages.${phone.id}`;

/** Before it begins anew. */
export function keepPages(): void {
  const urls = phone.stack.all.map(({ path, options: { query } }) => {
    // As they came: WeChat does not decode queries either.
    const pairs = Object.entries(query).map((pair) => pair.join('='));
    return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
  });
  sessionStorage.setItem(key(), JSON.stringify(urls));
}

/** Paths with queries of the pages that were open, the lowest first; once. */
export function keptPages(): string[] {
  const text = sessionStorage.getItem(key());
  sessionStorage.removeItem(key());
  return text === null ? [] : (JSON.parse(text) as string[]);
}
