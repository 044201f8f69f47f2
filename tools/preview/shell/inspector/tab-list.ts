/** Tabs as WAI-ARIA has them: arrow keys go from one to the next. */
import { h } from '../../runtime/dom';
import type { Tab } from './tab';

/** @param chosen called with the tab that is shown from now on. */
export function tabList(
  tabs: readonly Tab[],
  first: string,
  chosen: (id: string) => void,
): { elements: HTMLElement[]; refresh(): void } {
  let shown = tabs.find(({ id }) => id === first) ?? tabs[0]!;
  const buttons = tabs.map((tab) =>
    h(
      'button',
      {
        role: 'tab',
        id: `inspect-${tab.id}`,
        testid: `inspect-tab-${tab.id}`,
        'aria-controls': `inspect-${tab.id}-panel`,
        onclick: () => show(tab),
      },
      tab.words[0],
      h('span', { lang: 'en' }, tab.words[1]),
    ),
  );
  const panels = tabs.map(({ id, element }) => {
    const labels = { id: `inspect-${id}-panel`, 'aria-labelledby': `inspect-${id}` };
    return h('div', { role: 'tabpanel', class: 'inspected', tabindex: 0, ...labels }, element);
  });
  const show = (tab: Tab) => {
    shown = tab;
    for (const [index, other] of tabs.entries()) {
      buttons[index]!.setAttribute('aria-selected', String(other === tab));
      buttons[index]!.tabIndex = other === tab ? 0 : -1;
      panels[index]!.hidden = other !== tab;
    }
    chosen(tab.id);
    tab.refresh();
  };
  const list = h(
    'div',
    { role: 'tablist', class: 'tabs', 'aria-label': '检查 Inspect' },
    ...buttons,
  );
  list.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const next = (tabs.indexOf(shown) + step + tabs.length) % tabs.length;
    show(tabs[next]!);
    buttons[next]!.focus();
  });
  show(shown);
  return { elements: [list, ...panels], refresh: () => shown.refresh() };
}
