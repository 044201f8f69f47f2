/** One page: a web view (an iframe), its root component and its lifetimes. */

import app from 'mini-program:app';
import { PageBackend } from './backend';
import type { BarConfig } from './config';
import type { World } from './env';
import type { Caller } from './framework';
import { Gestures } from './gesture';
import { writePageDocument } from './page-document';
import { PullDown } from './pull-down';

export type Query = Record<string, string>;

export interface ViewOptions {
  world: World;
  path: string;
  query: Query;
  bar: BarConfig;
  /** Whether the page sits above the tab bar. */
  tab: boolean;
  theme: () => 'light' | 'dark';
  /** Called when the bar changes while the page is shown. */
  barChanged(): void;
}

/** The home indicator's height, below pages without a tab bar. */
const SAFE_BOTTOM = '34px';

export class PageView {
  readonly frame: HTMLIFrameElement;
  readonly page: Document;
  readonly caller: Caller;
  readonly pullDown: PullDown;
  /** What setNavigationBar… changed. */
  changes: Partial<BarConfig> & { home?: boolean; loading?: boolean } = {};
  private readonly root: { release(): void };
  private shown = false;

  constructor(
    parent: HTMLElement,
    readonly options: ViewOptions,
  ) {
    const { world, path, query, tab, theme } = options;
    this.frame = document.createElement('iframe');
    this.frame.className = 'page';
    this.frame.title = path;
    this.frame.dataset.path = path;
    parent.append(this.frame);
    this.page = this.frame.contentDocument as Document;
    writePageDocument(this.page, theme(), app.config.style);
    const { style } = this.page.documentElement;
    style.setProperty('--safe-bottom', tab ? '0px' : SAFE_BOTTOM);
    if (!options.bar.scrolls) this.page.documentElement.toggleAttribute('data-fixed', true);

    const backend = new PageBackend(this.page, theme);
    for (const [name, css] of Object.entries(app.styles)) {
      backend.registerStyleSheetContent(name, css);
    }
    const gestures = new Gestures(this.page);
    this.pullDown = new PullDown(this.page, () => this.call('onPullDownRefresh'));
    gestures.onDrag = (dy, ended) => {
      if (options.bar.pullDownRefresh) this.pullDown.drag(dy, ended);
    };
    const root = world.env
      .associateBackend(backend)
      .createRoot('page', world.space, urlOf(path, query));
    this.root = root;
    this.caller = root.get() as unknown as Caller;
    this.caller.route = path;
    this.caller.options = query;
    root.attach(this.page.body as never, this.page.getElementById('root') as unknown as never);
    this.watchScroll();
    this.call('onLoad', query);
  }

  get path(): string {
    return this.options.path;
  }

  get bar(): BarConfig {
    return { ...this.options.bar, ...this.changes };
  }

  setBar(changes: PageView['changes']): void {
    Object.assign(this.changes, changes);
    this.options.barChanged();
  }

  /**
   * Calls a page method. A method that throws is an error of the page, not of the navigation: it
   * surfaces as the window's error. @returns its result, or undefined.
   */
  call(name: string, ...args: unknown[]): unknown {
    const method = this.caller[name];
    try {
      return typeof method === 'function' ? method.apply(this.caller, args) : undefined;
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
      return undefined;
    }
  }

  has(name: string): boolean {
    return typeof this.caller[name] === 'function';
  }

  show(): void {
    this.frame.classList.add('current');
    if (this.shown) return;
    const first = !this.frame.dataset.ready;
    this.shown = true;
    this.call('onShow');
    this.caller._$.triggerPageLifetime('show', []);
    if (first) {
      this.frame.dataset.ready = 'true';
      requestAnimationFrame(() => requestAnimationFrame(() => this.call('onReady')));
    }
  }

  hide(): void {
    if (this.shown) {
      this.shown = false;
      this.call('onHide');
      this.caller._$.triggerPageLifetime('hide', []);
    }
    this.frame.classList.remove('current');
  }

  unload(): void {
    this.shown = false;
    this.call('onUnload');
    this.root.release();
    this.frame.remove();
  }

  setTheme(theme: string): void {
    this.page.documentElement.dataset.theme = theme;
  }

  resized(): void {
    const size = { windowWidth: this.frame.clientWidth, windowHeight: this.frame.clientHeight };
    this.caller._$.triggerPageLifetime('resize', [{ size }]);
    this.call('onResize', { size });
  }

  private watchScroll(): void {
    let atEnd = false;
    this.page.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.page.documentElement;
      this.call('onPageScroll', { scrollTop });
      const ends = scrollHeight - clientHeight - scrollTop <= 50;
      if (ends && !atEnd) this.call('onReachBottom');
      atEnd = ends;
    });
  }
}

function urlOf(path: string, query: Query): string {
  const pairs = Object.entries(query).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`,
  );
  return `/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** Splits `/pages/a/a?b=c`. As in WeChat, values are not decoded: a page does that itself. */
export function splitUrl(url: string): { path: string; query: Query } {
  const mark = url.indexOf('?');
  const path = (mark < 0 ? url : url.slice(0, mark)).replace(/^\//, '');
  const query: Query = {};
  for (const pair of (mark < 0 ? '' : url.slice(mark + 1)).split('&').filter(Boolean)) {
    const at = pair.indexOf('=');
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1);
  }
  return { path, query };
}
