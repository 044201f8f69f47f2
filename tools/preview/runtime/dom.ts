/** Small DOM writing for the phone's own chrome and for the panel. */

type Child = Node | string | null | false;

interface Attributes {
  class?: string;
  /** data-testid. */
  testid?: string;
  onclick?: (event: MouseEvent) => void;
  [attribute: string]: unknown;
}

/** `h('button', { class: 'x', onclick }, 'text')`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value as EventListener);
    } else if (name === 'testid') element.dataset.testid = String(value);
    else if (name === 'class') element.className = String(value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null && child !== false) element.append(child);
  return element;
}

/** An SVG of line icons, 24×24, in the text colour. */
export function icon(path: string, size = 24): HTMLElement {
  const holder = document.createElement('span');
  holder.className = 'icon';
  holder.innerHTML = `<svg width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;
  return holder;
}
