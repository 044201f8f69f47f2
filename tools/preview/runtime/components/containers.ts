/** Boxes and text: what most of a page is made of. */

import { phone } from '../phone';
import type { BuiltIn, Host } from './built-in';

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

const text: BuiltIn = {
  name: 'text',
  properties: { selectable: false, userSelect: false, space: '', decode: false, maxLines: null },
  setup: (host) => ({
    changed(name) {
      if (name === 'selectable' || name === 'userSelect') {
        const on = host.flag('selectable') || host.flag('userSelect');
        host.element.style.userSelect = on ? 'text' : '';
      }
      if (name === 'maxLines' && host.get('maxLines')) {
        host.element.style.setProperty('--max-lines', host.text('maxLines'));
        host.element.classList.add('wx-clamp');
      }
    },
  }),
};

const richText: BuiltIn = {
  name: 'rich-text',
  properties: { nodes: null, space: '', userSelect: false },
  setup: (host) => ({
    changed(name) {
      if (name !== 'nodes') return;
      const nodes = host.get('nodes');
      host.element.replaceChildren(...richNodes(host.page, nodes));
    },
  }),
};

interface RichNode {
  type?: string;
  text?: string;
  name?: string;
  attrs?: Record<string, unknown>;
  children?: RichNode[];
}

function richNodes(page: Document, nodes: unknown): Node[] {
  if (Array.isArray(nodes)) return (nodes as RichNode[]).map((node) => richNode(page, node));
  const template = page.createElement('template');
  template.innerHTML = String(nodes ?? '');
  for (const bad of template.content.querySelectorAll('script,iframe,object,link,style')) {
    bad.remove();
  }
  return [template.content];
}

function richNode(page: Document, node: RichNode): Node {
  if (node.type === 'text') return page.createTextNode(node.text ?? '');
  const element = page.createElement(node.name ?? 'div');
  for (const [key, value] of Object.entries(node.attrs ?? {})) {
    if (['class', 'style', 'src', 'width', 'height', 'alt'].includes(key)) {
      element.setAttribute(key, String(value));
    }
  }
  element.append(...richNodes(page, node.children ?? []));
  return element;
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
    host.on('tap', () => phone.activateLabelled(host.element, host.text('for')));
    return undefined;
  },
};

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

const matchMedia: BuiltIn = {
  name: 'match-media',
  properties: { minWidth: 0, maxWidth: 9999, minHeight: 0, maxHeight: 9999, orientation: '' },
};

export const CONTAINERS: readonly BuiltIn[] = [
  { name: 'view' },
  { name: 'cover-view' },
  { name: 'root-portal', properties: { enable: true } },
  { name: 'page-container', properties: { show: false, duration: 300, position: 'bottom' } },
  { name: 'movable-area' },
  { name: 'movable-view', properties: { direction: 'none', x: 0, y: 0 } },
  { name: 'keyboard-accessory' },
  { name: 'sticky-header' },
  { name: 'sticky-section' },
  matchMedia,
  text,
  richText,
  navigator,
  label,
  pageMeta,
  navigationBar,
  openData,
  placeholder('video', '视频'),
  placeholder('map', '地图'),
  placeholder('camera', '相机'),
  placeholder('web-view', '网页'),
  placeholder('ad', '广告'),
  placeholder('official-account', '公众号'),
  placeholder('live-player', '直播'),
];
