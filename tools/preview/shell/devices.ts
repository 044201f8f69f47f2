/** The phones side by side: as many as there are, as large as the window lets them be. */
import type { Hub } from '../hub/hub';
import type { Phone } from '../hub/phones';
import { h } from '../runtime/dom';
import { visitUrl } from '../runtime/phone-url';

/** A phone's case, with its edge. */
const CASE = { width: 377, height: 814 };
const CAPTION = 28;
const GAP = 16;
/** Smaller than this nobody reads: rather they are scrolled to. */
const LEAST = 0.5;

/** @param inspect called when somebody wants to look into a phone, or no more. */
export function devices(hub: Hub, inspect: (phone: Phone) => void): HTMLElement {
  const row = h('div', { class: 'phones', testid: 'phones' });
  const shown = new Map<Phone, HTMLElement>();
  const show = () => {
    for (const [phone, figure] of shown) {
      if (hub.phones.includes(phone)) continue;
      figure.remove();
      shown.delete(phone);
    }
    for (const [index, phone] of hub.phones.entries()) {
      const figure = shown.get(phone) ?? device(hub, phone, inspect);
      // One that stands there is not put in anew: its frame would begin again.
      if (!shown.has(phone)) row.append(figure);
      shown.set(phone, figure);
      figure.style.order = String(index);
      figure.querySelector('iframe')!.dataset.testid = `phone-${index + 1}`;
    }
    fit();
  };
  const fit = () => {
    const { clientWidth: width, clientHeight: height } = row;
    const size = Math.max(LEAST, largest(hub.phones.length, width, height));
    row.style.setProperty('--size', String(Math.floor(size * 100) / 100));
  };
  hub.moved.on(show);
  new ResizeObserver(fit).observe(row);
  show();
  return row;
}

/** How large so many phones can be in as many rows as suit them best. */
function largest(count: number, width: number, height: number): number {
  const sizes = Array.from({ length: Math.max(1, count) }, (_, more) => {
    const rows = more + 1;
    const columns = Math.ceil(count / rows);
    const across = (width - GAP * (columns - 1)) / (CASE.width * columns);
    const up = ((height - GAP * rows) / rows - CAPTION) / CASE.height;
    return Math.min(1, across, up);
  });
  return Math.max(...sizes);
}

function device(hub: Hub, phone: Phone, inspect: (phone: Phone) => void): HTMLElement {
  const { id, person } = phone;
  const look = h(
    'button',
    {
      class: 'away inspect',
      testid: `inspect-${id}`,
      'aria-pressed': 'false',
      'aria-label': `检查${person.name}的手机 Inspect`,
      title: 'Inspect',
      onclick: () => inspect(phone),
    },
    '检查',
  );
  const remove = h(
    'button',
    {
      class: 'away',
      testid: `remove-${id}`,
      'aria-label': `拿走${person.name}的手机 Remove`,
      onclick: () => hub.removePhone(id),
    },
    '✕',
  );
  return h(
    'figure',
    { class: 'device' },
    h(
      'figcaption',
      {},
      h('b', {}, person.name),
      h('span', person.mark ? { class: 'mark', title: id } : {}, person.mark ?? id),
      look,
      remove,
    ),
    h(
      'div',
      { class: 'case' },
      h('iframe', {
        src: visitUrl(id, { path: '', scene: 1001 }),
        title: `${person.name}的手机`,
      }),
    ),
  );
}
