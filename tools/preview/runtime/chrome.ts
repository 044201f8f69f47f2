/** What WeChat draws around a page: status line, navigation bar, capsule, tab bar. */
import type { BarConfig, TabConfig } from './config';
import { h, icon } from './dom';

export interface ChromeEvents {
  back(): void;
  home(): void;
  menu(): void;
  close(): void;
  tab(path: string): void;
  leaveSingle(): void;
}

const BACK = '<path d="M15 5l-7 7 7 7"/>';
const HOME = '<path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z"/>';

export class Chrome {
  readonly pages = h('main', { class: 'pages', testid: 'pages' });
  private readonly time = h('span', { class: 'time' });
  private readonly signal = h('span', { class: 'signal' });
  private readonly title = h('h1', { testid: 'nav-title' });
  private readonly back: HTMLButtonElement;
  private readonly home: HTMLButtonElement;
  private readonly header: HTMLElement;
  private readonly tabBar = h('nav', { class: 'tabs', testid: 'tab-bar' });
  private readonly singleBar: HTMLElement;

  constructor(
    readonly root: HTMLElement,
    /** "20:36". */
    private readonly timeOfDay: () => string,
    private readonly events: ChromeEvents,
    private readonly urlOf: (asset: string) => string,
  ) {
    this.back = h(
      'button',
      { class: 'nav-icon', testid: 'nav-back', 'aria-label': '返回', onclick: () => events.back() },
      icon(BACK),
    );
    this.home = h(
      'button',
      { class: 'nav-icon', testid: 'nav-home', 'aria-label': '首页', onclick: () => events.home() },
      icon(HOME, 20),
    );
    const capsule = h(
      'div',
      { class: 'capsule' },
      h(
        'button',
        { testid: 'capsule-menu', 'aria-label': '更多', onclick: () => events.menu() },
        icon(
          '<g fill="currentColor" stroke="none"><circle cx="12" cy="12" r="3"/><circle cx="4" cy="12" r="1.8"/><circle cx="20" cy="12" r="1.8"/></g>',
          18,
        ),
      ),
      h(
        'button',
        { testid: 'capsule-close', 'aria-label': '关闭', onclick: () => events.close() },
        icon(
          '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="3.2" fill="currentColor"/>',
          18,
        ),
      ),
    );
    const status = h('div', { class: 'status' }, this.time, this.signal);
    const nav = h('div', { class: 'nav' }, this.back, this.home, this.title, capsule);
    this.header = h('header', { class: 'header' }, status, nav);
    this.singleBar = h(
      'button',
      { class: 'single-bar', testid: 'single-open', onclick: () => events.leaveSingle() },
      '前往小程序',
    );
    root.append(
      this.header,
      this.pages,
      this.tabBar,
      this.singleBar,
      h('div', { class: 'indicator' }),
    );
    this.showTime();
    setInterval(() => this.showTime(), 1000);
  }

  showTime(): void {
    this.time.textContent = this.timeOfDay();
  }

  show(bar: BarConfig & { loading?: boolean }, depth: number, canGoHome: boolean): void {
    this.title.textContent = bar.title;
    this.title.classList.toggle('loading', bar.loading === true);
    this.header.style.background = bar.custom ? 'transparent' : bar.background;
    this.root.classList.toggle('custom-nav', bar.custom);
    this.root.style.setProperty('--bar-ink', bar.text === 'black' ? '#17201c' : '#ffffff');
    this.root.style.setProperty(
      '--capsule-bg',
      bar.text === 'black' ? 'rgba(255,255,255,.7)' : 'rgba(0,0,0,.2)',
    );
    this.root.style.setProperty(
      '--capsule-line',
      bar.text === 'black' ? 'rgba(0,0,0,.1)' : 'rgba(255,255,255,.16)',
    );
    this.pages.style.background = bar.pageBackground;
    this.root.style.background = bar.custom ? bar.pageBackground : bar.background;
    this.back.hidden = depth <= 1;
    this.home.hidden = depth > 1 || !canGoHome;
  }

  showTabs(tabs: TabConfig | null, current: string | null, badges: Map<number, string>): void {
    this.tabBar.hidden = !tabs || current === null;
    this.root.classList.toggle('with-tabs', !this.tabBar.hidden);
    if (!tabs || current === null) return;
    this.tabBar.style.background = tabs.background;
    this.tabBar.style.borderTopColor =
      tabs.border === 'white' ? 'rgba(255,255,255,.1)' : 'rgba(0,0,0,.1)';
    this.tabBar.replaceChildren(
      ...tabs.items.map((item, index) => {
        const on = item.path === current;
        const badge = badges.get(index);
        const image = on ? item.selectedIcon : item.icon;
        return h(
          'button',
          {
            class: on ? 'tab on' : 'tab',
            testid: `tab-${index}`,
            style: `color:${on ? tabs.selectedColor : tabs.color}`,
            'aria-current': on ? 'page' : undefined,
            onclick: () => this.events.tab(item.path),
          },
          image ? h('img', { src: this.urlOf(image), alt: '', width: 26, height: 26 }) : null,
          h('span', {}, item.text),
          badge === undefined ? null : h('em', { class: badge === '' ? 'dot' : 'badge' }, badge),
        );
      }),
    );
  }

  showSingle(on: boolean): void {
    this.root.classList.toggle('single', on);
  }

  showNetwork(network: string): void {
    const label = network === '4g' ? '4G' : '';
    const signal = network === 'none' ? NO_SIGNAL : SIGNAL;
    this.signal.replaceChildren(label, icon(signal, 18), icon(BATTERY, 26));
  }
}

const BARS =
  '<rect x="2" y="15" width="3.6" height="5" rx="1"/><rect x="7.4" y="12" width="3.6" height="8" rx="1"/><rect x="12.8" y="8" width="3.6" height="12" rx="1"/><rect x="18.2" y="4" width="3.6" height="16" rx="1"/>';
const SIGNAL = `<g fill="currentColor" stroke="none">${BARS}</g>`;
/** The same in every language: a phone's own status bar has no words. */
const NO_SIGNAL = `<g fill="currentColor" stroke="none" opacity=".3">${BARS}</g><path d="M3 4l17 17" stroke="currentColor" stroke-width="2"/>`;
const BATTERY =
  '<rect x="1.5" y="7" width="19" height="11" rx="3" stroke-width="1" opacity=".5"/><rect x="3" y="8.5" width="16" height="8" rx="1.6" fill="currentColor" stroke="none"/><path d="M22 11v3" stroke-width="1.6" opacity=".5"/>';
