/** The phone that this window is. One object that the runtime, the components and `wx` share. */

import type { Hub } from '../hub/hub';
import type { Phone as PhonePort, PhoneSettings, Visit } from '../hub/phones';
import type { Share } from '../hub/shares';
import { fileUrl } from '../wx/files';
import { drawAvatar } from './avatar';
import type { Chrome } from './chrome';
import { instanceOf } from './components/built-in';
import type { Config, TabConfig } from './config';
import { h } from './dom';
import type { Overlays, PickOptions } from './overlays';
import type { PageView, Query } from './page-view';
import { visitUrl } from './phone-url';
import { chooseCode, type ScannedCode } from './scan-sheet';
import { scopesSheet, systemSheet } from './settings-sheets';
import { type ShareTarget, shareNow } from './sharing';
import type { Stack } from './stack';
import { openSupportChat, type SupportOptions } from './support-chat';

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
  private shareMenu: readonly string[] = ['shareAppMessage'];
  private nickname: HTMLElement | null = null;
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
  get stack(): Stack {
    return this.need.stack;
  }
  get overlays(): Overlays {
    return this.need.overlays;
  }
  get single(): boolean {
    return this.need.single;
  }
  get person() {
    return this.need.port.person;
  }
  get settings(): Readonly<PhoneSettings> {
    return this.need.port.settings;
  }
  get theme(): 'light' | 'dark' {
    const { theme } = this.settings;
    if (theme !== 'auto') return theme;
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  /** Moments' single page keeps its own storage. */
  get storagePrefix(): string {
    return `phone.${this.person.user}.${this.single ? 'single.' : ''}`;
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
      !tab && !single && view.changes.home !== false,
    );
    chrome.showTabs(this.tabs(config), tab, this.badges);
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

  setShareMenu(menus: readonly string[]): void {
    this.shareMenu = menus;
  }

  /** The "…" menu. A page offers what it has a handler for. */
  async menu(): Promise<void> {
    const view = this.stack.current;
    if (!view || this.single) return;
    const items = [];
    if (view.has('onShareAppMessage') && this.shareMenu.includes('shareAppMessage')) {
      items.push({
        label: '转发给朋友',
        testid: 'menu-share',
        run: () => this.shareToChat('menu'),
      });
    }
    if (view.has('onShareTimeline')) {
      items.push({
        label: '分享到朋友圈',
        testid: 'menu-moments',
        run: () => shareNow(view, { kind: 'moments', from: 'menu' }),
      });
    }
    items.push({ label: '设置', testid: 'menu-settings', run: () => void this.openSetting() });
    items.push({
      label: '重新进入小程序',
      testid: 'menu-restart',
      run: () => this.restart({ path: '', scene: SCENE.discover }),
    });
    const index = await this.overlays.sheet(
      items,
      items.length < 4 ? '当前页面未开放转发或朋友圈' : undefined,
    );
    if (index !== null) items[index]?.run();
  }

  shareToChat(from: 'menu' | 'button', target?: ShareTarget): void {
    const view = this.stack.current;
    if (view) void shareNow(view, { kind: 'chat', from, ...(target ? { target } : {}) });
  }

  sharePicture(kind: Share['kind'], image: string): void {
    const path = this.stack.current?.path ?? '';
    this.hub.shares.add({ from: this.person.name, kind, title: '图片', path, image });
  }

  openContact(options: SupportOptions): void {
    openSupportChat(options);
  }

  scan(): Promise<ScannedCode | null> {
    return chooseCode(this.overlays, this.hub.codes());
  }

  pick(options: PickOptions): Promise<number[] | null> {
    return this.overlays.pick(options);
  }

  /** A drawn picture as a temporary file, or null when cancelled. */
  async chooseAvatar(): Promise<string | null> {
    const items = [{ label: '用微信头像', testid: 'avatar-wechat' }];
    const index = await this.overlays.sheet(items);
    return index === null ? null : drawAvatar(this.person);
  }

  /** WeChat's page of scopes. */
  openSetting(): Promise<Record<string, boolean>> {
    return scopesSheet(this.overlays, this.need.port);
  }

  /** The phone's own settings page. */
  async openSystemSettings(which: 'app' | 'bluetooth'): Promise<void> {
    await systemSheet(this.overlays, this.need.port, which);
    this.toBackgroundAndBack();
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

  /** Where the browser finds what `src` means; null when it would need the network. */
  async urlOf(src: string, owner: string): Promise<string | null> {
    if (/^(data|blob):/.test(src)) return src;
    if (src.startsWith('wxfile://')) return fileUrl(src);
    if (src.startsWith('cloud://')) return `/__cloud/file/${encodeURIComponent(src)}`;
    if (src.startsWith('/__cloud/')) return src;
    if (/^https?:\/\//.test(src)) return null;
    return this.assetUrl(src, owner);
  }

  /** A picture of the package; relative ones start at the component that names them. */
  assetUrl(src: string, owner = ''): string {
    if (/^(data|blob):/.test(src)) return src;
    return new URL(src, `${location.origin}/app/${owner}`).pathname.replace(/^(?!\/app\/)/, '/app');
  }

  /** Opens the mini program anew, as a tap on its card does. */
  restart(visit: Visit): void {
    location.replace(visitUrl(this.person.user, visit));
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
