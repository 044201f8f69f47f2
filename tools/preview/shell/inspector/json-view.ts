/** A value as JSON has it, opened as far as somebody wants to see. */
import { hexOf } from '../../hub/session';
import { h } from '../../runtime/dom';
import { fold, type Opened } from './fold';

const LONG = 60;
/** More of a list nobody reads. */
const MOST = 200;

/** Its fields, each on a line of its own. */
export function fieldsOf(value: object, opened: Opened, path: string): HTMLElement[] {
  const entries = Object.entries(value);
  const shown = entries.slice(0, MOST).map(([key, one]) => jsonView(key, one, opened, path));
  const more = entries.length - shown.length;
  if (entries.length === 0) return [h('p', { class: 'quiet leaf' }, '空 Empty')];
  return more > 0 ? [...shown, h('p', { class: 'quiet leaf' }, `… ${more}`)] : shown;
}

/** A named value. */
export function jsonView(key: string, value: unknown, opened: Opened, path: string): HTMLElement {
  const name = h('span', { class: 'key' }, key);
  if (isLeaf(value)) {
    const kind = value === null ? 'null' : typeof value;
    return h('p', { class: 'leaf' }, name, h('span', { class: `value ${kind}` }, written(value)));
  }
  const below = `${path}/${key}`;
  return fold(opened, below, [name, h('span', { class: 'value' }, glimpse(value))], () =>
    fieldsOf(value, opened, below),
  );
}

const isLeaf = (value: unknown): value is string | number | boolean | null | undefined =>
  typeof value !== 'object' || value === null || isBytes(value) || Object.keys(value).length === 0;

/** Also those of a phone's window. */
const isBytes = (value: unknown): value is Uint8Array => ArrayBuffer.isView(value);

/** Bytes as hexadecimal digits. */
const plain = (_key: string, value: unknown): unknown => (isBytes(value) ? hexOf(value) : value);

const written = (value: unknown): string =>
  typeof value === 'function' ? 'ƒ' : (JSON.stringify(value, plain) ?? String(value));

/** How it begins. */
export function glimpse(value: unknown): string {
  const text = written(value);
  const short = text.length > LONG ? `${text.slice(0, LONG)}…` : text;
  return Array.isArray(value) ? `(${value.length}) ${short}` : short;
}
