/** The page stack: navigateTo and its kin, with WeChat's limits and words. */

import type { Config } from './config';
import type { Registry, World } from './env';
import { app } from './mini-program';
import { type Query, splitUrl } from './page-url';
import { PageView } from './page-view';

const MAX_DEPTH = 10;

/** Rejected with; becomes `errMsg: "navigateTo:fail …"`. */
export class NavigationError extends Error {
  override readonly name = 'NavigationError';
}

export interface StackOptions {
  world: World;
  registry: Registry;
  config: Config;
  parent: HTMLElement;
  theme: () => 'light' | 'dark';
  /** The shown page, or its bar, has changed. */
  changed(view: PageView): void;
}

export class Stack {
  private views: PageView[] = [];
  private readonly tabs = new Map<string, PageView>();

  constructor(private readonly options: StackOptions) {}

  get current(): PageView | undefined {
    return this.views.at(-1);
  }

  get all(): readonly PageView[] {
    return this.views;
  }

  /** Every living page, also the tabs in the background. */
  get living(): PageView[] {
    return [...new Set([...this.tabs.values(), ...this.views])];
  }

  viewOf(page: Document): PageView | undefined {
    return this.living.find((view) => view.page === page);
  }

  isTab(path: string): boolean {
    return this.options.config.tabs()?.items.some((item) => item.path === path) ?? false;
  }

  /** @param opener the channel to the page that opens it. */
  navigateTo(url: string, opener?: object): PageView {
    const { path, query } = this.target(url);
    if (this.isTab(path)) throw new NavigationError('can not navigateTo a tabbar page');
    if (this.views.length >= MAX_DEPTH) throw new NavigationError('webview count limit exceed');
    this.current?.hide();
    return this.push(this.make(path, query, opener));
  }

  redirectTo(url: string): void {
    const { path, query } = this.target(url);
    if (this.isTab(path)) throw new NavigationError('can not redirectTo a tabbar page');
    const before = this.views.pop();
    if (before) this.close(before);
    this.push(this.make(path, query));
  }

  reLaunch(url: string): void {
    const { path, query } = this.target(url);
    for (const view of this.living.reverse()) view.unload();
    this.tabs.clear();
    this.views = [];
    this.launch(path, query);
  }

  switchTab(url: string): void {
    const { path } = this.target(url);
    if (!this.isTab(path)) throw new NavigationError('can not switch to no-tabBar page');
    const next = this.tabs.get(path);
    for (const view of [...this.views].reverse()) {
      if (view === next) continue;
      if (this.isTab(view.path)) view.hide();
      else this.close(view);
    }
    this.views = [];
    if (!next) {
      this.launch(path, {});
      return;
    }
    this.views = [next];
    this.reveal();
  }

  navigateBack(delta = 1): void {
    if (this.views.length <= 1) throw new NavigationError('cannot navigate back at first page.');
    const count = Math.min(Math.max(1, delta), this.views.length - 1);
    for (const view of this.views.splice(-count).reverse()) this.close(view);
    this.reveal();
  }

  /** The first page of a launch. */
  launch(path: string, query: Query): void {
    const view = this.make(path, query);
    if (this.isTab(path)) this.tabs.set(path, view);
    this.push(view);
  }

  /** On the stack first: attached and onLoad find it there. */
  private push(view: PageView): PageView {
    this.views.push(view);
    this.options.changed(view);
    view.load();
    this.reveal();
    return view;
  }

  private target(url: string): { path: string; query: Query } {
    const { path, query } = splitUrl(resolveUrl(this.current?.path ?? '', url));
    if (!app.pages.includes(path)) {
      throw new NavigationError(`page "${path}" is not found`);
    }
    return { path, query };
  }

  private make(path: string, query: Query, opener?: object): PageView {
    const { world, registry, config, parent, theme, changed } = this.options;
    const view: PageView = new PageView(parent, {
      world,
      registry,
      path,
      query,
      bar: config.bar(path),
      tab: this.isTab(path),
      customTabs: this.isTab(path) && config.customTabs,
      theme,
      ...(opener ? { opener } : {}),
      barChanged: () => {
        if (this.current === view) changed(view);
      },
    });
    return view;
  }

  private close(view: PageView): void {
    this.tabs.delete(view.path);
    view.unload();
  }

  private reveal(): void {
    const view = this.current;
    if (!view) return;
    this.options.changed(view);
    view.show();
  }
}

/** Relative urls start at the current page's folder. */
function resolveUrl(from: string, url: string): string {
  if (url.startsWith('/')) return url;
  const base = new URL(`https://page/${from}`);
  const { pathname, search } = new URL(url, base);
  return `${pathname}${url.includes('?') ? url.slice(url.indexOf('?')) : search}`;
}
