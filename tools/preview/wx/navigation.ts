/** Moving between pages, and what belongs to a page's frame. */
import { phone } from '../runtime/phone';
import { NavigationError } from '../runtime/stack';
import { api, Failure, Listeners, type Options, text } from './call';

/** Channels between a page and the one it opened. */
class EventChannel {
  private readonly listeners = new Map<string, ((...args: unknown[]) => void)[]>();

  on(name: string, listener: (...args: unknown[]) => void): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  once(name: string, listener: (...args: unknown[]) => void): void {
    const wrapped = (...args: unknown[]) => {
      this.off(name, wrapped);
      listener(...args);
    };
    this.on(name, wrapped);
  }

  off(name: string, listener?: (...args: unknown[]) => void): void {
    const kept = (this.listeners.get(name) ?? []).filter((one) => listener && one !== listener);
    this.listeners.set(name, kept);
  }

  emit(name: string, ...args: unknown[]): void {
    for (const listener of this.listeners.get(name) ?? []) listener(...args);
  }
}

function move(name: string, run: (options: Options) => unknown) {
  return api(name, (options) => {
    if (phone.single) throw new Failure('can not use in single page mode');
    try {
      return run(options);
    } catch (error) {
      if (error instanceof NavigationError) throw new Failure(error.message);
      throw error;
    }
  });
}

const unknownPages = new Listeners<object>();
export const errors = new Listeners<{ message: string; stack: string }>();
export const rejections = new Listeners<{ reason: unknown; promise: Promise<unknown> }>();
export const appShown = new Listeners<object>();
export const appHidden = new Listeners<void>();

const tabIndex = (options: Options): number => Number(options.index ?? 0);

export const navigation = {
  navigateTo: move('navigateTo', ({ url, events }) => {
    const channel = new EventChannel();
    for (const [name, listener] of Object.entries((events ?? {}) as Record<string, never>)) {
      channel.on(name, listener);
    }
    phone.stack.navigateTo(text(url), channel);
    return { eventChannel: channel };
  }),
  redirectTo: move('redirectTo', ({ url }) => phone.stack.redirectTo(text(url))),
  reLaunch: move('reLaunch', ({ url }) => phone.stack.reLaunch(text(url))),
  switchTab: move('switchTab', ({ url }) => phone.stack.switchTab(text(url))),
  navigateBack: move('navigateBack', ({ delta }) =>
    phone.stack.navigateBack(delta === undefined ? 1 : Number(delta)),
  ),
  preloadPage: api('preloadPage', () => undefined),
  setNavigationBarTitle: api('setNavigationBarTitle', ({ title }) =>
    phone.stack.current?.setBar({ title: text(title) }),
  ),
  setNavigationBarColor: api('setNavigationBarColor', ({ frontColor, backgroundColor }) =>
    phone.stack.current?.setBar({
      text: text(frontColor) === '#000000' ? 'black' : 'white',
      background: text(backgroundColor),
    }),
  ),
  showNavigationBarLoading: api('showNavigationBarLoading', () =>
    phone.stack.current?.setBar({ loading: true }),
  ),
  hideNavigationBarLoading: api('hideNavigationBarLoading', () =>
    phone.stack.current?.setBar({ loading: false }),
  ),
  hideHomeButton: api('hideHomeButton', () => phone.stack.current?.setBar({ home: false })),
  setBackgroundColor: api('setBackgroundColor', ({ backgroundColor }) =>
    phone.stack.current?.setBar({ pageBackground: text(backgroundColor) }),
  ),
  setBackgroundTextStyle: api('setBackgroundTextStyle', () => undefined),
  setTabBarBadge: api('setTabBarBadge', (options) =>
    phone.setBadge(tabIndex(options), text(options.text)),
  ),
  removeTabBarBadge: api('removeTabBarBadge', (options) => phone.setBadge(tabIndex(options), null)),
  showTabBarRedDot: api('showTabBarRedDot', (options) => phone.setBadge(tabIndex(options), '')),
  hideTabBarRedDot: api('hideTabBarRedDot', (options) => phone.setBadge(tabIndex(options), null)),
  setTabBarItem: api('setTabBarItem', (options) =>
    phone.setTab(tabIndex(options), {
      ...(options.text !== undefined && { text: text(options.text) }),
      ...(options.iconPath !== undefined && { icon: text(options.iconPath) }),
      ...(options.selectedIconPath !== undefined && {
        selectedIcon: text(options.selectedIconPath),
      }),
    }),
  ),
  setTabBarStyle: api('setTabBarStyle', () => undefined),
  showTabBar: api('showTabBar', () => undefined),
  hideTabBar: api('hideTabBar', () => undefined),
  startPullDownRefresh: api('startPullDownRefresh', () => phone.stack.current?.pullDown.start()),
  stopPullDownRefresh: api('stopPullDownRefresh', () => {
    for (const view of phone.stack.living) view.pullDown.stop();
  }),
  pageScrollTo: api('pageScrollTo', ({ scrollTop, selector, duration, offsetTop }) => {
    const view = phone.stack.current;
    if (!view) return;
    const root = view.page.documentElement;
    let top = Number(scrollTop ?? root.scrollTop);
    if (typeof selector === 'string') {
      const found = view.caller._$.getShadowRoot()?.querySelector(selector);
      const element = found?.getBackendElement() as unknown as Element | null | undefined;
      if (!element) throw new Failure(`"${selector}" is not found`);
      top = root.scrollTop + element.getBoundingClientRect().top + Number(offsetTop ?? 0);
    }
    root.scrollTo({ top, behavior: duration === 0 ? 'auto' : 'smooth' });
  }),
  exitMiniProgram: api('exitMiniProgram', () => phone.home()),
  restartMiniProgram: api('restartMiniProgram', ({ path }) => {
    phone.restart({ path: text(path), scene: 1001 });
  }),
  getLaunchOptionsSync: () => phone.launchOptions,
  getEnterOptionsSync: () => phone.enterOptions,
  onAppShow: appShown.on,
  offAppShow: appShown.off,
  onAppHide: appHidden.on,
  offAppHide: appHidden.off,
  onPageNotFound: unknownPages.on,
  offPageNotFound: unknownPages.off,
  onError: errors.on,
  offError: errors.off,
  onUnhandledRejection: rejections.on,
  offUnhandledRejection: rejections.off,
};
