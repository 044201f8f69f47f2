/** The panel's few building blocks. */
import { h } from '../runtime/dom';

/** A titled card of the panel. */
export function section(title: string, english: string, ...content: HTMLElement[]): HTMLElement {
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, title, h('span', { lang: 'en' }, english)),
    ...content,
  );
}

export const button = (
  label: string,
  testid: string,
  onclick: () => void,
  kind = '',
): HTMLButtonElement => h('button', { class: `button ${kind}`, testid, onclick }, label);

/** A switch with its words; `read` is asked again by `refresh`. */
export function toggle(
  label: string,
  testid: string,
  read: () => boolean,
  write: (on: boolean) => void,
): { element: HTMLElement; refresh(): void } {
  const input = h('input', { type: 'checkbox', role: 'switch', testid });
  input.addEventListener('change', () => write(input.checked));
  const refresh = () => {
    input.checked = read();
  };
  refresh();
  return { element: h('label', { class: 'toggle' }, h('span', {}, label), input), refresh };
}

/** A choice of a few. */
export function choice<T extends string | number>(
  label: string,
  testid: string,
  options: readonly (readonly [T, string])[],
  read: () => T,
  write: (value: T) => void,
): { element: HTMLElement; refresh(): void } {
  const select = h(
    'select',
    { testid },
    ...options.map(([value, words]) => h('option', { value: String(value) }, words)),
  );
  select.addEventListener('change', () => {
    const chosen = options[select.selectedIndex];
    if (chosen) write(chosen[0]);
  });
  const refresh = () => {
    select.selectedIndex = options.findIndex(([value]) => value === read());
  };
  refresh();
  return { element: h('label', { class: 'toggle' }, h('span', {}, label), select), refresh };
}

/** Shows for a moment that something was copied. */
export function copyButton(label: string, text: string): HTMLButtonElement {
  const element = button(label, '', () => {
    void navigator.clipboard?.writeText(text).then(() => {
      element.textContent = '已复制';
      setTimeout(() => {
        element.textContent = label;
      }, 1200);
    });
  });
  return element;
}
