import { h } from '../../runtime/dom';

/** Gives a text file to the person, as a download. */
export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  h('a', { href: url, download: name }).click();
  // The browser has begun with it by then.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
