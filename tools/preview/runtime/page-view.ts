/** One page: a web view (an iframe), its root component and its lifetimes. */

import { PageBackend } from './backend';
import type { BarConfig } from './config';
import type { Registry, World } from './env';
import type { Caller } from './framework';
import { Gestures } from './gesture';
import { app } from './mini-program';
import { writePageDocument } from './page-document';
import { type Query, urlOf } from './page-url';
import { Problems } from './problems';
import { PullDown } from './pull-down';

export interface ViewOptions {
  world: World;
  registry: Registry;
  path: string;
  query: Query;
  bar: BarConfig;
  /** Whether the page sits above the tab bar. */
  tab: boolean;
  /** Whether the mini program draws the tab bar itself, in the page. */
  customTabs: boolean;
  theme: () => 'light' | 'dark';
  /** What `getOpenerEventChannel` answers, when another page opened this one. */
  opener?: object;
  /** Called when the bar changes while the page is shown. */
  barChanged(): void;
}

/** As build/graph.ts has it. */
const CUSTOM_TAB_BAR = 'custom-tab-bar/index';

/** The home indicator's height, below pages without a tab bar. */
const SAFE_BOTTOM = '34px';

let pages = 0;

export class PageView {
  readonly frame: HTMLIFrameElement;
  readonly page: Document;
  readonly pullDown: PullDown;
  /** WeChat's `getPageId`. */
  readonly id: string;
  /** What setNavigationBar… changed. */
  changes: Partial<BarConfig> & { home?: boolean; loading?: boolean } = {};
  private readonly problems: Problems;
  /** The page, and its custom tab bar. */
  private readonly roots: { release(): void }[] = [];
  /** What `getTabBar` answers. */
  tabBar: Caller | null = null;
  private instance: Caller | null = null;
  private shown = false;

  /** The page's frame; `load` brings it to life. */
  constructor(
    parent: HTMLElement,
    readonly options: ViewOptions,
  ) {
    const { path, tab, theme, bar } = options;
    pages += 1;
    this.id = `page-${pages}`;
    this.frame = document.createElement('iframe');
    this.frame.className = 'page';
    this.frame.title = path;
    this.frame.dataset.path = path;
    parent.append(this.frame);
    this.page = this.frame.contentDocument as Document;
    writePageDocument(this.page, theme(), app.config.style);
    const { style } = this.page.documentElement;
    style.setProperty('--safe-bottom', tab && !this.options.customTabs ? '0px' : SAFE_BOTTOM);
    if (!bar.scrolls) this.page.documentElement.toggleAttribute('data-fixed', true);
    this.problems = new Problems(this.page, path);
    this.pullDown = new PullDown(this.page, () => this.call('onPullDownRefresh'));
  }

  /**
   * Creates and attaches the page, and calls onLoad. It must be on the stack before: what runs here
   * may ask for the current pages, or name its own title.
   */
  load(): void {
    const { world, registry, path, query, theme } = this.options;
    for (const wrong of registry.prepare(path)) this.problems.add(wrong);
    const backend = new PageBackend(this.page, theme, registry.styles);
    const gestures = new Gestures(this.page);
    gestures.onDrag = (dy, ended) => {
      if (this.options.bar.pullDownRefresh) this.pullDown.drag(dy, ended);
    };
    try {
      const drawn = world.env.associateBackend(backend);
      const root = drawn.createRoot('page', world.space, urlOf(path, query));
      backend.order();
      this.roots.push(root);
      const caller = root.get() as unknown as Caller;
      this.instance = caller;
      caller.route = path;
      caller.__route__ = path;
      caller.options = query;
      if (this.options.customTabs) {
        for (const wrong of registry.prepare(CUSTOM_TAB_BAR)) this.problems.add(wrong);
        const bar = drawn.createRoot('custom-tab-bar', world.space, `/${CUSTOM_TAB_BAR}`);
        this.roots.push(bar);
        this.tabBar = bar.get() as unknown as Caller;
        bar.attach(this.page.body as never, placeIn(this.page) as never);
      }
      root.attach(this.page.body as never, this.page.getElementById('root') as unknown as never);
    } catch (error) {
      this.failed(error);
    }
    this.watchScroll();
    this.call('onLoad', { ...query });
  }

  /** The page's own object; an empty one when it could not be created. */
  get caller(): Caller {
    this.instance ??= { route: this.path, data: {} } as unknown as Caller;
    return this.instance;
  }

  /** Whether a page or component is part of this page. */
  holds(caller: Caller): boolean {
    const element = caller._$?.getBackendElement() as unknown as Node | null | undefined;
    return this.instance === caller || element?.ownerDocument === this.page;
  }

  get current(): boolean {
    return this.shown;
  }

  /** Whether it has been shown: a page may fill itself before. */
  get wasShown(): boolean {
    return this.frame.dataset.ready === 'true';
  }

  get opener(): object | undefined {
    return this.options.opener;
  }

  /** Says what is wrong on the page itself. */
  problem(wrong: unknown): void {
    this.problems.add(wrong);
  }

  /** Says an error on the page, and as the window's. */
  failed(error: unknown): void {
    this.problems.add(error);
    queueMicrotask(() => {
      throw error;
    });
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
   * Calls a page method. A method that throws is an error of the page, not of the navigation: the
   * page says it. @returns its result, or undefined.
   */
  call(name: string, ...args: unknown[]): unknown {
    const method = this.caller[name];
    try {
      return typeof method === 'function' ? method.apply(this.caller, args) : undefined;
    } catch (error) {
      this.failed(error);
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
    this.lifetime('show');
    this.call('onShow');
    if (first) {
      this.frame.dataset.ready = 'true';
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          performance.mark('onReady', { detail: this.path });
          this.call('onReady');
          this.problems.watchEmpty();
        }),
      );
    }
  }

  hide(): void {
    if (this.shown) {
      this.shown = false;
      this.lifetime('hide');
      this.call('onHide');
    }
    this.frame.classList.remove('current');
  }

  unload(): void {
    this.shown = false;
    this.call('onUnload');
    for (const root of this.roots) root.release();
    this.frame.remove();
  }

  setTheme(theme: string): void {
    this.page.documentElement.dataset.theme = theme;
  }

  resized(): void {
    const size = { windowWidth: this.frame.clientWidth, windowHeight: this.frame.clientHeight };
    this.lifetime('resize', { size });
    this.call('onResize', { size });
  }

  private lifetime(name: string, ...args: unknown[]): void {
    this.instance?._$?.triggerPageLifetime(name, args);
  }

  private watchScroll(): void {
    let atEnd = false;
    this.page.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.page.documentElement;
      this.call('onPageScroll', { scrollTop });
      const ends = scrollHeight - clientHeight - scrollTop <= this.options.bar.reach;
      if (ends && !atEnd) this.call('onReachBottom');
      atEnd = ends;
    });
  }
}

/** glass-easel puts a root in the place of an element. */
function placeIn(page: Document): unknown {
  return page.body.appendChild(page.createElement('div'));
}
