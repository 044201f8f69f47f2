/** What was shared, and the codes on the bands' boxes. */

import type { Hub } from '../hub/hub';
import type { Phone } from '../hub/phones';
import type { Share } from '../hub/shares';
import type { BoxCode } from '../props';
import { h } from '../runtime/dom';
import { button, copyButton, section } from './ui';

/** WeChat's scenes: single chat, group chat, Moments, scanned link, mini-program code. */
const SCENES = { chat: 1007, group: 1044, moments: 1154, scan: 1011, code: 1047 };
/** The group that "在群里打开" pretends. */
const GROUP_TICKET = 'preview-group-1';

export function sharesSection(hub: Hub): HTMLElement {
  const tray = h('div', { class: 'tray', testid: 'share-tray' });
  const show = () => {
    const { list } = hub.shares;
    tray.replaceChildren(
      ...(list.length > 0
        ? list.map((share) => (share.kind === 'file' ? fileCard(share) : shareCard(hub, share)))
        : [h('p', { class: 'quiet' }, '手机里转发的卡片和朋友圈会出现在这里。')]),
    );
  };
  hub.shares.changed.on(show);
  hub.moved.on(show);
  show();
  const codes = h('div', { class: 'codes' });
  const showCodes = () => codes.replaceChildren(...hub.codes().map((code) => codeRow(hub, code)));
  hub.shelf.changed.on(showCodes);
  hub.moved.on(showCodes);
  showCodes();
  return section('分享与二维码', 'Shares and codes', tray, h('h3', {}, '手环盒子上的码'), codes);
}

function shareCard(hub: Hub, share: Share): HTMLElement {
  const { id, from, kind, title, path, image } = share;
  const moments = kind === 'moments';
  const open = (phone: Phone, group: boolean) =>
    phone.visits.emit({
      path,
      scene: moments ? SCENES.moments : group ? SCENES.group : SCENES.chat,
      ...(moments ? { single: true } : {}),
      ...(group ? { shareTicket: GROUP_TICKET } : {}),
    });
  const openers = hub.phones.flatMap((phone) => {
    const { name } = phone.person;
    const plain = button(`${name}打开`, `share-${id}-open-${phone.id}`, () => open(phone, false));
    if (moments) return [plain];
    return [
      plain,
      button(`${name}在群里打开`, `share-${id}-group-${phone.id}`, () => open(phone, true)),
    ];
  });
  return h(
    'article',
    { class: 'share', testid: `share-${kind}` },
    image
      ? h('img', { src: image, alt: '' })
      : h('div', { class: 'no-image' }, moments ? '微信用小程序图标' : '微信用页面截图'),
    h(
      'div',
      {},
      h('b', { testid: 'share-title' }, title),
      h('p', { class: 'quiet' }, `${from} · ${moments ? '朋友圈 Moments' : '聊天 Chat'}`),
      h('code', { testid: 'share-path' }, path),
      h('div', { class: 'buttons' }, ...openers),
    ),
  );
}

/** A file that went to a chat: whoever is there can open it. */
function fileCard({ title, from, path }: Share): HTMLElement {
  return h(
    'article',
    { class: 'share', testid: 'share-file' },
    h('div', { class: 'no-image' }, '文件'),
    h(
      'div',
      {},
      h('b', { testid: 'share-title' }, title),
      h('p', { class: 'quiet' }, `${from} · 文件传输助手 File Transfer`),
      h('div', {}, h('a', { class: 'button link', href: path, download: title }, '打开 Open')),
    ),
  );
}

function codeRow(
  hub: Hub,
  { title, link, linkPage, path }: BoxCode & { title: string },
): HTMLElement {
  const linkPath = (text: string) =>
    `${linkPage}?q=${encodeURIComponent(text)}&scancode_time=${Math.floor(hub.clock.now() / 1000)}`;
  const openers = hub.phones.flatMap((phone) => {
    const { name } = phone.person;
    const scan = (text: string) =>
      button(`${name}扫链接`, `code-link-${phone.id}-${title}`, () =>
        phone.visits.emit({ path: linkPath(text), scene: SCENES.scan }),
      );
    return [
      ...(link ? [scan(link)] : []),
      button(`${name}扫小程序码`, `code-program-${phone.id}-${title}`, () =>
        phone.visits.emit({ path, scene: SCENES.code }),
      ),
    ];
  });
  return h(
    'div',
    { class: 'code' },
    h('b', {}, title),
    h('code', {}, link ?? path),
    h('div', { class: 'buttons' }, ...(link ? [copyButton('复制链接', link)] : []), ...openers),
  );
}
