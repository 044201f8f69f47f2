/** Page and tab settings with the theme's variables filled in. */
import type { MiniProgram } from './mini-program';

export interface BarConfig {
  title: string;
  background: string;
  /** Text and icons. */
  text: 'black' | 'white';
  custom: boolean;
  pullDownRefresh: boolean;
  /** Px from the end of a page at which it is told of it. */
  reach: number;
  scrolls: boolean;
  pageBackground: string;
}

export interface TabItem {
  path: string;
  text: string;
  icon: string;
  selectedIcon: string;
}

export interface TabConfig {
  color: string;
  selectedColor: string;
  background: string;
  border: string;
  items: TabItem[];
}

type Theme = 'light' | 'dark';

export class Config {
  private readonly pages: Map<string, Record<string, unknown>>;

  constructor(
    private readonly app: MiniProgram,
    private readonly theme: () => Theme,
  ) {
    this.pages = new Map(app.nodes.map(({ path, config }) => [path, config]));
  }

  bar(path: string): BarConfig {
    const window = { ...record(this.app.config.window), ...this.pages.get(path) };
    const text = (key: string, otherwise: string): string =>
      this.themed(String(window[key] ?? otherwise));
    return {
      title: text('navigationBarTitleText', ''),
      background: text('navigationBarBackgroundColor', '#000000'),
      text: text('navigationBarTextStyle', 'white') === 'black' ? 'black' : 'white',
      custom: window.navigationStyle === 'custom',
      pullDownRefresh: window.enablePullDownRefresh === true,
      reach: Number(window.onReachBottomDistance ?? 50),
      scrolls: window.disableScroll !== true,
      pageBackground: text('backgroundColor', '#ffffff'),
    };
  }

  /** The mini program draws its tab bar itself. */
  get customTabs(): boolean {
    return record(this.app.config.tabBar).custom === true;
  }

  /** Null when the mini program has no tab bar. */
  tabs(): TabConfig | null {
    if (!this.app.config.tabBar) return null;
    const bar = record(this.app.config.tabBar);
    const list = Array.isArray(bar.list) ? bar.list.map(record) : [];
    return {
      color: this.themed(String(bar.color ?? '#999999')),
      selectedColor: this.themed(String(bar.selectedColor ?? '#06a056')),
      background: this.themed(String(bar.backgroundColor ?? '#ffffff')),
      border: this.themed(String(bar.borderStyle ?? 'black')),
      items: list.map((item) => ({
        path: String(item.pagePath),
        text: String(item.text ?? ''),
        icon: this.themed(String(item.iconPath ?? '')),
        selectedIcon: this.themed(String(item.selectedIconPath ?? item.iconPath ?? '')),
      })),
    };
  }

  private themed(value: string): string {
    if (!value.startsWith('@')) return value;
    const theme = this.app.config.darkmode === true ? this.theme() : 'light';
    return this.app.theme[theme]?.[value.slice(1)] ?? value;
  }
}

const record = (value: unknown): Record<string, unknown> =>
  (value ?? {}) as Record<string, unknown>;
