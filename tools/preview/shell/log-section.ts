/** What happened, newest first: openapi calls of the functions, shares, errors. */
import { shanghaiTime } from '../clock';
import type { Hub, Note } from '../hub/hub';
import { h } from '../runtime/dom';
import { section } from './ui';

const SHOWN = 60;

export function logSection(hub: Hub): HTMLElement {
  const list = h('ol', { class: 'log', testid: 'log' }, ...hub.notes.slice(0, SHOWN).map(line));
  hub.noted.on((note) => {
    list.prepend(line(note));
    while (list.children.length > SHOWN) list.lastElementChild?.remove();
  });
  return section('记录', 'Log', list);
}

const line = ({ at, who, what, detail }: Note): HTMLElement =>
  h(
    'li',
    { class: what === 'error' ? 'bad' : '' },
    h('time', {}, shanghaiTime(at).slice(11)),
    h('b', {}, `${who} ${what}`),
    h('span', {}, detail),
  );
