/** Who has a phone, and each phone's switches. */
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

/** Hours east of UTC, and a place where clocks show it. */
const ZONES = [
  [-8, '洛杉矶'],
  [-5, '纽约'],
  [0, '伦敦'],
  [5.75, '加德满都'],
  [8, '北京'],
  [9, '东京'],
  [13, '奥克兰'],
].map(([hours, place]) => [Number(hours) * 60, `${place} UTC${signed(Number(hours))}`] as const);

function signed(hours: number): string {
  return hours < 0 ? String(hours) : `+${hours}`;
}

export function phonesSection(hub: Hub): HTMLElement {
  const cards = h('div', { class: 'pair' });
  const more = h('select', { 'aria-label': '添加手机 Add a phone', testid: 'phone-add' });
  more.addEventListener('change', () => hub.addPhone(more.value));
  const shown = new Map<Phone, HTMLDetailsElement>();
  const show = () => {
    for (const [phone, card] of shown) {
      if (hub.phones.includes(phone)) continue;
      card.remove();
      shown.delete(phone);
    }
    for (const phone of hub.phones) {
      if (shown.has(phone)) continue;
      const card = phoneCard(phone);
      card.open = hub.phones.length <= 2;
      shown.set(phone, card);
      cards.append(card);
    }
    more.replaceChildren(
      h('option', { value: '' }, '添加手机 Add a phone'),
      ...hub.people.map(({ user, name, mark = '' }) =>
        h(
          'option',
          { value: user },
          offer(
            name,
            mark,
            hub.phones.some((one) => one.id === user),
          ),
        ),
      ),
    );
  };
  hub.moved.on(show);
  show();
  return section('手机', 'Phones', more, cards);
}

const offer = (name: string, mark: string, taken: boolean): string =>
  `${name} ${mark}${taken ? '的另一部 · one more' : ''}`.trim();

function phoneCard(phone: Phone): HTMLDetailsElement {
  const { name, mark } = phone.person;
  const user = phone.id;
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
    choice(
      '相册权限',
      id('album-scope'),
      PERMISSIONS,
      () => phone.settings.albumScope,
      (albumScope) => set({ albumScope }),
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
        ['ohos', 'HarmonyOS'],
        ['windows', 'PC'],
        ['devtools', 'DevTools'],
      ] as const,
      () => phone.settings.platform,
      (platform) => set({ platform }),
    ),
    choice(
      '时区 Time zone',
      id('zone'),
      ZONES,
      () => phone.settings.zone,
      (zone) => set({ zone }),
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
      '存储已满 Memory full',
      id('full'),
      () => phone.settings.full,
      (full) => set({ full }),
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
  const title = h(
    'summary',
    {},
    h('b', {}, name),
    mark ? h('span', { class: 'mark' }, mark) : null,
  );
  return h(
    'details',
    { class: 'band', testid: `settings-${user}` },
    title,
    ...rows.map(({ element }) => element),
  );
}
