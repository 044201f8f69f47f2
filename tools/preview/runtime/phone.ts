/** The phone that this window is. One object that the runtime, the components and `wx` share. */

import type { Hub } from '../hub/hub';
import type { Phone as PhonePort, PhoneSettings, Visit } from '../hub/phones';
import type { Share } from '../hub/shares';
import type { Chrome } from './chrome';
import { instanceOf } from './components/built-in';
import type { Config, TabConfig } from './config';
import { h } from './dom';
import type { Registry } from './env';
import { app } from './mini-program';
import type { Overlays, PickOptions } from './overlays';
import type { Query } from './page-url';
import type { PageView } from './page-view';
import { visitUrl } from './phone-url';
import type { Stack } from './stack';

export interface LaunchOptions {
  path: string;
  query: Query;
  scene: number;
  shareTicket?: string;
  referrerInfo: object;
  forwardMaterials: unknown[];
  apiCategory: 'default' | 'browseOnly';
  mode: 'default' | 'singlePage';
}

/** Everything that exists once the phone has started. */
export interface Parts {
  hub: Hub;
  port: PhonePort;
  single: boolean;
  chrome: Chrome;
  overlays: Overlays;
  config: Config;
  stack: Stack;
  wx: Record<string, (options: object) => unknown>;
  registry: Registry;
}

/** What `wx.setTabBarItem` may change; what is absent stays. */
export type TabChange = Partial<Pick<TabConfig['items'][number], 'text' | 'icon' | 'selectedIcon'>>;

/** Scenes of WeChat that the preview uses. */
export const SCENE = {
  discover: 1001,
  chatCard: 1007,
  groupCard: 1044,
  scan: 1011,
  programCode: 1047,
  moments: 1154,
  fromMoments: 1155,
} as const;

class PhoneRuntime {
  private parts: Parts | null = null;
  private readonly badges = new Map<number, string>();
  private readonly tabChanges = new Map<number, TabChange>();
  /** What `showShareMenu` allows. */
  shareMenu: readonly string[] = ['shareAppMessage'];
  private nickname: HTMLElement | null = null;
  /** Kept: a page asks for its words' language, and with it for this, many times a frame. */
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  launchOptions: LaunchOptions = launchOf({ path: '', scene: SCENE.discover }, false);
  enterOptions: LaunchOptions = this.launchOptions;

  start(parts: Parts): void {
    this.parts = parts;
  }

  get hub(): Hub {
    return this.need.hub;
  }
  get wx(): Parts['wx'] {
    return this.need.wx;
  }
  get registry(): Registry {
    return this.need.registry;
  }
  get stack(): Stack {
    return this.need.stack;
  }
  get overlays(): Overlays {
    return this.need.overlays;
  }
  get single(): boolean {
    return this.need.single;
  }
  get id(): string {
    return this.need.port.id;
  }
  get person() {
    return this.need.port.person;
  }
  get settings(): Readonly<PhoneSettings> {
    return this.need.port.settings;
  }
  get onlooker() {
    return this.need.port.onlooker;
  }
  /** What WeChat calls the mini program: the title of this window. */
  get appName(): string {
    return document.title;
  }
  get theme(): 'light' | 'dark' {
    const { theme } = this.settings;
    if (theme !== 'auto') return theme;
    return this.dark.matches ? 'dark' : 'light';
  }
  /** Moments' single page keeps its own storage. */
  get storagePrefix(): string {
    return `phone.${this.id}.${this.single ? 'single.' : ''}`;
  }

  change(patch: Partial<PhoneSettings>): void {
    this.need.port.set(patch);
  }

  note(what: string, detail: string): void {
    this.hub.note(this.person.name, what, detail);
  }

  viewOf(page: Document): PageView | undefined {
    return this.parts?.stack.viewOf(page);
  }

  /** Draws bar and tabs for the shown page. */
  redraw(view: PageView): void {
    const { chrome, stack, config, single } = this.need;
    const tab = stack.isTab(view.path) && !single ? view.path : null;
    chrome.show(
      view.bar,
      Math.max(1, stack.all.length),
      !tab && !single && view.path !== app.pages[0] && view.changes.home !== false,
    );
    chrome.showTabs(config.customTabs ? null : this.tabs(config), tab, this.badges);
    view.page.documentElement.style.setProperty('--page-bg', view.bar.pageBackground);
  }

  setBadge(index: number, text: string | null): void {
    if (text === null) this.badges.delete(index);
    else this.badges.set(index, text);
    if (this.stack.current) this.redraw(this.stack.current);
  }

  /** Changes a tab's words or pictures for as long as the mini program runs. */
  setTab(index: number, change: TabChange): void {
    this.tabChanges.set(index, { ...this.tabChanges.get(index), ...change });
    if (this.stack.current) this.redraw(this.stack.current);
  }

  private tabs(config: Config): TabConfig | null {
    const tabs = config.tabs();
    if (!tabs) return null;
    const items = tabs.items.map((item, index) => ({ ...item, ...this.tabChanges.get(index) }));
    return { ...tabs, items };
  }

  sharePicture(kind: Share['kind'], image: string): void {
    const path = this.stack.current?.path ?? '';
    this.hub.shares.add({ from: this.person.name, kind, title: '图片', path, image });
  }

  pick(options: PickOptions): Promise<number[] | null> {
    return this.overlays.pick(options);
  }

  agreePrivacy(): void {
    this.change({ privacyAgreed: true });
  }

  /** `<input type="nickname">` offers the WeChat name above the keyboard; null takes it away. */
  offerNickname(write: ((name: string) => void) | null): void {
    const strip = this.nickname;
    this.nickname = null;
    if (strip) setTimeout(() => strip.remove(), 200);
    if (!write) return;
    const { name } = this.person;
    this.nickname = h(
      'div',
      { class: 'nickname' },
      '用微信昵称',
      h('button', { class: 'primary', testid: 'nickname-use', onclick: () => write(name) }, name),
    );
    this.need.chrome.root.append(this.nickname);
  }

  /** A tap on a label reaches its control. */
  activateLabelled(label: Element, id: string): void {
    const scope = id ? label.ownerDocument : label;
    const controls = [...scope.querySelectorAll(id ? `[id$="--${CSS.escape(id)}"]` : '*')];
    for (const control of controls) {
      const activate = instanceOf(control)?.behaviour.activate;
      if (activate) {
        activate();
        return;
      }
    }
  }

  /** A picture of the package; relative ones start at the component that names them. */
  assetUrl(src: string, owner = ''): string {
    if (/^(data|blob):/.test(src)) return src;
    return new URL(src, `${location.origin}/app/${owner}`).pathname.replace(/^(?!\/app\/)/, '/app');
  }

  /** Opens the mini program anew, as a tap on its card does. */
  restart(visit: Visit): void {
    location.replace(visitUrl(this.id, visit));
  }

  /** The capsule's circle: away, and back at the next tap. */
  home(): void {
    this.toBackgroundAndBack();
  }

  /** Set by launch.ts. */
  toBackgroundAndBack: () => void = () => undefined;

  private get need(): Parts {
    if (!this.parts) throw new Error('the phone has not started');
    return this.parts;
  }
}

export function launchOf(visit: Visit & { query?: Query }, single: boolean): LaunchOptions {
  return {
    path: visit.path,
    query: visit.query ?? {},
    scene: visit.scene,
    ...(visit.shareTicket ? { shareTicket: visit.shareTicket } : {}),
    referrerInfo: {},
    forwardMaterials: [],
    apiCategory: single ? 'browseOnly' : 'default',
    mode: single ? 'singlePage' : 'default',
  };
}

export const phone = new PhoneRuntime();
