/** The pages of a phone: what they send to their views, their data, and their elements. */
import type { PageSketch, Sketch } from '../../hub/onlooker';
import { h } from '../../runtime/dom';
import { fold, type Opened, redraw } from './fold';
import { Highlight } from './highlight';
import { fieldsOf, glimpse } from './json-view';
import type { Looked, Tab } from './tab';
import { sizeWords } from './units';

export function pagesTab({ phone, record }: Looked): Tab {
  const opened: Opened = new Set(['tree', 'tree/0']);
  const highlight = new Highlight();
  const table = h('table', { class: 'numbers', testid: 'inspect-drawing' });
  const tree = h('div', { class: 'tree', testid: 'inspect-tree' });
  let chosen: string | null = null;
  let seen = '';
  const refresh = () => {
    const pages = phone.inside?.pages() ?? [];
    const page = pages.find(({ path }) => path === chosen) ?? pages[0];
    const drawn = pages.map(({ path, current }) => [path, current, record.rate(path)]);
    const now = JSON.stringify([drawn, record.version, page?.path]);
    if (now === seen) return;
    seen = now;
    redraw(table, head(), ...pages.map(row));
    redraw(tree, ...(page ? contents(page) : [h('p', { class: 'quiet' }, '还没有打开 Not open')]));
  };
  const row = ({ path, current }: PageSketch) => {
    const { calls = 0, bytes = 0, largest = 0, busiest = 0 } = record.pages.get(path) ?? {};
    const choose = h(
      'button',
      { class: 'page-name', 'aria-pressed': String(path === chosen) },
      path,
    );
    choose.addEventListener('click', () => {
      chosen = path;
      seen = '';
      refresh();
    });
    const cells = [
      calls,
      `${record.rate(path)} / ${busiest}`,
      sizeWords(bytes),
      sizeWords(largest),
    ];
    return h(
      'tr',
      { class: current ? 'now' : '' },
      h('th', { scope: 'row', 'data-fold': `page ${path}` }, choose),
      ...cells.map((text) => h('td', {}, String(text))),
    );
  };
  const contents = (page: PageSketch): HTMLElement[] => [
    fold(opened, 'data', ['data ', quiet(glimpse(page.data))], () =>
      fieldsOf(page.data, opened, 'data'),
    ),
    fold(opened, 'tree', ['WXML'], () => (page.root ? [node(page.root, 'tree/0')] : [])),
  ];
  const node = (sketch: Sketch, path: string): HTMLElement => {
    if (sketch.kind === 'text') return h('p', { class: 'leaf text' }, sketch.name);
    const children = sketch.children();
    const tag = tagOf(sketch);
    const [only] = children;
    const flat =
      !sketch.data && (children.length === 0 || (children.length === 1 && only?.kind === 'text'));
    const element = flat
      ? h('p', { class: 'leaf' }, tag, only?.name ?? '')
      : fold(opened, path, [tag], () => [
          ...(sketch.data ? [dataOf(sketch.data, path)] : []),
          ...children.map((child, index) => node(child, `${path}/${index}`)),
        ]);
    const part = element.querySelector('summary') ?? element;
    for (const type of ['pointerenter', 'focus']) {
      part.addEventListener(type, () => highlight.around(sketch.drawn()));
    }
    for (const type of ['pointerleave', 'blur']) {
      part.addEventListener(type, () => highlight.around(null));
    }
    return element;
  };
  const dataOf = (data: Readonly<object>, path: string) =>
    fold(opened, `${path}/data`, [quiet('data '), quiet(glimpse(data))], () =>
      fieldsOf(data, opened, `${path}/data`),
    );
  return {
    id: 'pages',
    words: ['页面', 'Pages'],
    element: h('div', {}, table, tree),
    refresh,
    close: () => highlight.remove(),
  };
}

const HEAD = [
  ['页面', 'Page'],
  ['setData', 'calls'],
  ['每秒', 'now / most'],
  ['共', 'in all'],
  ['最大', 'largest'],
];

const head = () =>
  h(
    'tr',
    {},
    ...HEAD.map(([title = '', english = '']) =>
      h('th', { scope: 'col' }, title, h('span', { lang: 'en' }, english)),
    ),
  );

const quiet = (text: string) => h('span', { class: 'value' }, text);

function tagOf({ name, kind, id, classes }: Sketch): HTMLElement {
  const parts = [
    name,
    id && `#${id}`,
    ...classes
      .split(/\s+/)
      .filter(Boolean)
      .map((one) => `.${one}`),
  ];
  const [first = '', ...others] = parts.filter((one) => one !== '');
  return h('span', { class: `tag ${kind}` }, h('b', {}, first), others.join(''), ' ');
}
