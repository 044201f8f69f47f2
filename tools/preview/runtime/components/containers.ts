/** What leads elsewhere, names and frames; and what stands for what the preview cannot have. */

import { phone } from '../phone';
import { type BuiltIn, type Host, instanceOf } from './built-in';

/** Unsupported components show what they would be. */
export function placeholder(name: string, label: string): BuiltIn {
  return {
    name,
    setup: (host) => ({
      attached() {
        host.element.classList.add('wx-placeholder');
        host.element.dataset.label = label;
      },
    }),
  };
}

const navigator: BuiltIn = {
  name: 'navigator',
  properties: { url: '', openType: 'navigate', delta: 1, target: 'self', appId: '', path: '' },
  setup(host) {
    host.on('tap', () => {
      const url = host.text('url');
      const calls: Record<string, () => void> = {
        navigate: () => void phone.wx.navigateTo?.({ url }),
        redirect: () => void phone.wx.redirectTo?.({ url }),
        switchTab: () => void phone.wx.switchTab?.({ url }),
        reLaunch: () => void phone.wx.reLaunch?.({ url }),
        navigateBack: () => void phone.wx.navigateBack?.({ delta: host.number('delta') }),
      };
      calls[host.text('openType')]?.();
    });
    return undefined;
  },
};

const label: BuiltIn = {
  name: 'label',
  properties: { for: '' },
  setup(host) {
    let passing = false;
    host.on('tap', (_detail, from) => {
      // A control inside has had this tap already; the one passed on comes by here again.
      if (passing || controlBetween(from, host.element)) return;
      passing = true;
      phone.activateLabelled(host.element, host.text('for'));
      passing = false;
    });
    return undefined;
  },
};

function controlBetween(from: Element | null, end: Element): boolean {
  for (let at = from; at && at !== end; at = at.parentElement) {
    if (instanceOf(at)?.behaviour.activate) return true;
  }
  return false;
}

const pageMeta: BuiltIn = {
  name: 'page-meta',
  properties: {
    backgroundTextStyle: '',
    backgroundColor: '',
    rootBackgroundColor: '',
    rootFontSize: '',
    pageStyle: '',
    pageFontSize: '',
    pageOrientation: '',
    scrollTop: '',
    scrollDuration: 300,
  },
  setup: (host) => ({
    changed(name) {
      const root = host.page.documentElement;
      if (name === 'rootFontSize') root.style.fontSize = host.text(name);
      if (name === 'rootBackgroundColor') root.style.background = host.text(name);
      if (name === 'pageStyle') pageElement(host)?.setAttribute('style', host.text(name));
    },
  }),
};

const pageElement = (host: Host): Element | null => host.page.querySelector('wx-page');

const navigationBar: BuiltIn = {
  name: 'navigation-bar',
  properties: { title: '', loading: false, frontColor: '', backgroundColor: '' },
  setup: (host) => ({
    changed(name) {
      const view = phone.viewOf(host.page);
      if (name === 'title' && host.text('title')) view?.setBar({ title: host.text('title') });
    },
  }),
};

const openData: BuiltIn = {
  name: 'open-data',
  properties: { type: '', openGid: '', lang: 'en', defaultText: '', defaultAvatar: '' },
  setup: (host) => ({
    changed(name) {
      if (name !== 'type') return;
      const names: Record<string, string> = {
        groupName: '预览群',
        userNickName: phone.person.name,
      };
      host.element.textContent = names[host.text('type')] ?? '';
    },
  }),
};

export const CONTAINERS: readonly BuiltIn[] = [
  navigator,
  label,
  pageMeta,
  navigationBar,
  openData,
  placeholder('video', '视频 · video'),
  placeholder('map', '地图 · map'),
  placeholder('camera', '相机 · camera'),
  placeholder('web-view', '网页 · web-view'),
  placeholder('ad', '广告 · ad'),
  placeholder('official-account', '公众号 · official-account'),
  placeholder('live-player', '直播 · live-player'),
  placeholder('live-pusher', '推流 · live-pusher'),
  placeholder('voip-room', '通话 · voip-room'),
  placeholder('channel-video', '视频号 · channel-video'),
  placeholder('channel-live', '视频号直播 · channel-live'),
  placeholder('ad-custom', '广告 · ad-custom'),
  placeholder('editor', '编辑器 · editor'),
  placeholder('audio', '音频 · audio'),
  placeholder('functional-page-navigator', '功能页 · functional-page-navigator'),
  placeholder('xr-frame', 'XR · xr-frame'),
  placeholder('xr-scene', 'XR · xr-scene'),
  placeholder('store-product', '商品 · store-product'),
  placeholder('store-home', '小店 · store-home'),
];
