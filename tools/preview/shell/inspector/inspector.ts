/** 检查 Inspect: a phone from inside, beside the stage. Closed it listens to nothing. */
import type { Hub } from '../../hub/hub';
import type { Phone } from '../../hub/phones';
import { h } from '../../runtime/dom';
import { bleTab } from './ble-tab';
import { cloudTab } from './cloud-tab';
import { pagesTab } from './pages-tab';
import { Record } from './record';
import { storageTab } from './storage-tab';
import type { Looked, Tab } from './tab';
import { tabList } from './tab-list';

const REFRESH_MS = 300;

export interface Inspector {
  element: HTMLElement;
  /** Opens it for a phone; again for the same one closes it. */
  toggle(phone: Phone): void;
}

/** @param changed called with the phone that is looked at now, or null. */
export function inspector(hub: Hub, changed: (phone: Phone | null) => void): Inspector {
  const element = h('aside', { class: 'inspector', testid: 'inspector', hidden: true });
  /** The tab of the last time. */
  let last = 'pages';
  let open: { phone: Phone; tabs: readonly Tab[]; stop(): void } | null = null;
  const close = () => {
    if (!open) return;
    open.stop();
    for (const tab of open.tabs) tab.close?.();
    open.phone.onlooker = null;
    open = null;
    element.hidden = true;
    element.replaceChildren();
    changed(null);
  };
  const begin = (phone: Phone) => {
    const band = (deviceId: string) => hub.shelf.list.find((one) => one.deviceId === deviceId);
    const now = () => hub.clock.now();
    const record = new Record(now, (deviceId) => band(deviceId)?.decoders ?? []);
    const looked: Looked = { phone, record, band };
    const tabs = [pagesTab, storageTab, cloudTab, bleTab].map((make) => make(looked));
    const shown = tabList(tabs, last, (id) => {
      last = id;
    });
    phone.onlooker = record;
    const timer = setInterval(() => shown.refresh(), REFRESH_MS);
    const stopMoved = hub.moved.on(() => {
      if (!hub.phones.includes(phone)) close();
    });
    const stop = () => {
      clearInterval(timer);
      stopMoved();
    };
    open = { phone, tabs, stop };
    element.setAttribute('aria-label', `检查${phone.person.name}的手机 Inspect`);
    element.replaceChildren(
      h(
        'header',
        {},
        h('h2', {}, `检查 ${phone.person.name}`, h('span', { lang: 'en' }, 'Inspect')),
        h(
          'button',
          { class: 'away', 'aria-label': '关闭 Close', testid: 'inspect-close', onclick: close },
          '✕',
        ),
      ),
      ...shown.elements,
    );
    element.hidden = false;
    changed(phone);
    shown.refresh();
    // In a narrow window it is below the phone.
    element.scrollIntoView({ block: 'nearest' });
  };
  element.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  return {
    element,
    toggle(phone) {
      const same = open?.phone === phone;
      close();
      if (!same) begin(phone);
    },
  };
}
