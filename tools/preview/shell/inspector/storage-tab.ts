/** What a phone stores: the keys of wx.setStorage, and its files. */
import { h } from '../../runtime/dom';
import { fold, type Opened, redraw } from './fold';
import { fieldsOf, glimpse } from './json-view';
import type { Looked, Tab } from './tab';
import { sizeWords } from './units';

export function storageTab({ phone }: Looked): Tab {
  const opened: Opened = new Set();
  const keys = h('div', { class: 'tree', testid: 'inspect-storage' });
  const sum = h('p', { class: 'quiet' });
  let changed = true;
  // The phone writes in a document of its own: this one hears of it.
  const listen = () => {
    changed = true;
  };
  addEventListener('storage', listen);
  const refresh = () => {
    if (!changed) return;
    changed = false;
    const prefix = phone.inside?.storagePrefix ?? `phone.${phone.id}.`;
    const values = below(`${prefix}kv.`);
    const files = below(`${prefix}fs.`);
    const bytes = [...values, ...files].reduce((all, [, text]) => all + text.length, 0);
    sum.textContent = `${values.length} 个键，${files.length} 个文件，共 ${sizeWords(bytes)} · keys, files, in all`;
    redraw(
      keys,
      ...values.map(([key, text]) => {
        const { v } = JSON.parse(text) as { v: unknown };
        return fold(opened, `kv ${key}`, [name(key, text), quiet(glimpse(v))], () =>
          typeof v === 'object' && v !== null
            ? fieldsOf(v, opened, `kv ${key}`)
            : [h('pre', {}, String(v))],
        );
      }),
      ...files.map(([path, text]) =>
        fold(opened, `fs ${path}`, [name(path, text)], () => [h('pre', {}, fileText(text))]),
      ),
    );
  };
  return {
    id: 'storage',
    words: ['存储', 'Storage'],
    element: h('div', {}, sum, keys),
    refresh,
    close: () => removeEventListener('storage', listen),
  };
}

/** Keys without the prefix, and texts, in the order of the alphabet. */
const below = (prefix: string): [string, string][] =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .sort()
    .map((key) => [key.slice(prefix.length), localStorage.getItem(key) ?? '']);

const name = (key: string, text: string) =>
  h('span', { class: 'key' }, key, h('small', {}, ` ${sizeWords(text.length)} `));

const quiet = (text: string) => h('span', { class: 'value' }, text);

const LONGEST = 4000;

/** As wx/files keeps it; what is no text is shown as it is kept. */
function fileText(stored: string): string {
  const { d } = JSON.parse(stored) as { d: string | null };
  if (d === null) return '文件夹 Folder';
  const bytes = Uint8Array.from(atob(d), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).slice(0, LONGEST);
  } catch {
    return d.slice(0, LONGEST);
  }
}
