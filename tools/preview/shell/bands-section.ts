/** The virtual bands: those on the shelf as cards, and a list of all protocols' to add. */
import type { Hub } from '../hub/hub';
import type { BandOffer } from '../hub/shelf';
import { h } from '../runtime/dom';
import { type BandCard, bandCard } from './band-card';
import { section } from './ui';

/** The same band made anew: where it was, and as far open. */
function instead(card: HTMLElement, before: HTMLElement): void {
  const faults = (of: HTMLElement) => of.querySelector<HTMLDetailsElement>('details.faults');
  const [now, then] = [faults(card), faults(before)];
  if (now && then) now.open = then.open;
  before.replaceWith(card);
}

export function bandsSection(hub: Hub): HTMLElement {
  const cards = new Map<BandOffer, BandCard>();
  const pair = h('div', { class: 'pair' });
  const more = h('select', { 'aria-label': '添加虚拟手环 Add a virtual band', testid: 'band-add' });
  more.addEventListener('change', () => hub.shelf.add(more.value));
  const show = () => {
    const { list, choices } = hub.shelf;
    const gone = new Map<string, HTMLElement>();
    for (const [offer, card] of cards) {
      if (list.includes(offer)) continue;
      card.close();
      cards.delete(offer);
      gone.set(offer.id, card.element);
    }
    for (const offer of list) {
      if (cards.has(offer)) continue;
      const card = bandCard(hub, offer);
      cards.set(offer, card);
      const before = gone.get(offer.id);
      gone.delete(offer.id);
      if (before) instead(card.element, before);
      else pair.append(card.element);
    }
    for (const element of gone.values()) element.remove();
    more.replaceChildren(
      h('option', { value: '' }, '添加虚拟手环 Add a virtual band'),
      ...choices.map(({ id, protocol, registered }) =>
        registered
          ? h('option', { value: id }, protocol)
          : h('option', { value: id, disabled: true }, `${protocol}（小程序还不认识它）`),
      ),
    );
  };
  hub.shelf.changed.on(show);
  show();
  return section('虚拟手环', 'Virtual bands', pair, more);
}
