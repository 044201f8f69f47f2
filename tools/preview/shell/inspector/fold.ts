/** Things that open: what is in one is made when it is opened, and stays open when all is drawn anew. */
import { h } from '../../runtime/dom';

type Content = Node | string;

/** What a person has opened, by path. */
export type Opened = Set<string>;

export function fold(
  opened: Opened,
  path: string,
  summary: readonly Content[],
  body: () => readonly Content[],
): HTMLDetailsElement {
  const element = h('details', { 'data-fold': path }, h('summary', {}, ...summary));
  let filled = false;
  const fill = () => {
    if (!filled) element.append(...body());
    filled = true;
  };
  element.addEventListener('toggle', () => {
    if (element.open) {
      opened.add(path);
      fill();
    } else opened.delete(path);
  });
  if (opened.has(path)) {
    element.open = true;
    fill();
  }
  return element;
}

/** Puts new content into a place; the fold that had the keyboard has it again. */
export function redraw(place: HTMLElement, ...content: readonly Content[]): void {
  const focused = document.activeElement?.closest<HTMLElement>('[data-fold]');
  const path = focused && place.contains(focused) ? focused.dataset.fold : undefined;
  const { scrollTop } = place;
  place.replaceChildren(...content);
  place.scrollTop = scrollTop;
  if (path === undefined) return;
  const again = [...place.querySelectorAll<HTMLElement>('[data-fold]')];
  again
    .find((one) => one.dataset.fold === path)
    ?.querySelector('summary')
    ?.focus({ preventScroll: true });
}
