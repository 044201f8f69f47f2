/** Each phone's switches. */
import type { Hub } from '../hub/hub';
import type { Phone } from '../hub/phones';
import { h } from '../runtime/dom';
import { choice, section, toggle } from './ui';

const PERMISSIONS = [
  ['granted', '允许'],
  ['ask', '询问'],
  ['denied', '拒绝'],
] as const;

const SCALES = [1, 1.1, 1.2, 1.3, 1.4].map((scale) => [scale, scale.toFixed(1)] as const);

export function phonesSection(hub: Hub): HTMLElement {
  const cards = hub.phones.slice(0, 2).map(phoneCard);
  return section('手机', 'Phones', h('div', { class: 'pair' }, ...cards));
}

function phoneCard(phone: Phone): HTMLElement {
  const { user, name } = phone.person;
  const id = (switchName: string) => `${user}-${switchName}`;
  const set = phone.set.bind(phone);
  const rows = [
    toggle(
      '蓝牙 Bluetooth',
      id('bluetooth'),
      () => phone.settings.bluetooth,
      (on) => set({ bluetooth: on }),
    ),
    toggle(
      '微信可用蓝牙',
      id('bluetooth-wechat'),
      () => phone.settings.bluetoothForWeChat,
      (on) => set({ bluetoothForWeChat: on }),
    ),
    choice(
      '小程序蓝牙权限',
      id('bluetooth-scope'),
      PERMISSIONS,
      () => phone.settings.bluetoothScope,
      (bluetoothScope) => set({ bluetoothScope }),
    ),
    toggle(
      '定位开关（安卓）',
      id('location'),
      () => phone.settings.location,
      (on) => set({ location: on }),
    ),
    toggle(
      '微信可用定位',
      id('location-wechat'),
      () => phone.settings.locationForWeChat,
      (on) => set({ locationForWeChat: on }),
    ),
    choice(
      '系统 Platform',
      id('platform'),
      [
        ['android', 'Android'],
        ['ios', 'iOS'],
      ] as const,
      () => phone.settings.platform,
      (platform) => set({ platform }),
    ),
    choice(
      '网络 Network',
      id('network'),
      [
        ['wifi', 'Wi-Fi'],
        ['4g', '4G'],
        ['none', '无网络'],
      ] as const,
      () => phone.settings.network,
      (network) => set({ network }),
    ),
    choice(
      '外观 Appearance',
      id('theme'),
      [
        ['auto', '跟随浏览器'],
        ['light', '浅色'],
        ['dark', '深色'],
      ] as const,
      () => phone.settings.theme,
      (theme) => set({ theme }),
    ),
    choice(
      '字号 Font size',
      id('font'),
      SCALES,
      () => phone.settings.fontScale,
      (fontScale) => set({ fontScale }),
    ),
    choice(
      '语言 Language',
      id('language'),
      [
        ['zh_CN', '简体中文'],
        ['en', 'English'],
      ] as const,
      () => phone.settings.language,
      (language) => set({ language }),
    ),
    choice(
      '微信运动 WeRun',
      id('werun'),
      PERMISSIONS,
      () => phone.settings.weRunScope,
      (weRunScope) => set({ weRunScope }),
    ),
    choice(
      '订阅消息 Messages',
      id('subscribe'),
      [
        ['accept', '允许'],
        ['reject', '拒绝'],
        ['ban', '已封禁'],
      ] as const,
      () => phone.settings.subscribe,
      (subscribe) => set({ subscribe }),
    ),
    toggle(
      '已同意隐私指引',
      id('privacy'),
      () => phone.settings.privacyAgreed,
      (on) => set({ privacyAgreed: on }),
    ),
  ];
  phone.changed.on(() => {
    for (const row of rows) row.refresh();
  });
  return h('div', { class: 'band' }, h('h3', {}, name), ...rows.map(({ element }) => element));
}
