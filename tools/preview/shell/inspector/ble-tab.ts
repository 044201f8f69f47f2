/** Bluetooth values in both directions, what they mean, and a file of them. */
import { shanghaiTime } from '../../clock';
import { fromOf } from '../../hub/onlooker';
import { hexOf, sessionOf } from '../../hub/session';
import { h } from '../../runtime/dom';
import { button } from '../ui';
import { fieldsOf, glimpse } from './json-view';
import type { Packet } from './record';
import { save } from './save';
import type { Looked, Tab } from './tab';
import { shortName, shortPlace } from './units';

const SHOWN = 400;
/** Who is so near the end (px) goes on to see the newest. */
const NEAR = 40;

export function bleTab({ record, band }: Looked): Tab {
  const which = h('select', { 'aria-label': '手环 Band', testid: 'inspect-band' });
  const list = h('ol', { class: 'packets', testid: 'inspect-packets' });
  const none = h(
    'p',
    { class: 'quiet' },
    '打开以后还没有蓝牙数据。 Nothing since this was opened.',
  );
  let drawn = 0;
  const titleOf = (deviceId: string) => band(deviceId)?.title ?? deviceId;
  const chosen = () => which.value || record.packets.at(-1)?.deviceId;
  const refresh = () => {
    const devices = [...new Set(record.packets.map(({ deviceId }) => deviceId))];
    const before = [...which.options].map(({ value }) => value);
    if (devices.join() !== before.join()) {
      const { value } = which;
      which.replaceChildren(...devices.map((id) => h('option', { value: id }, titleOf(id))));
      if (devices.includes(value)) which.value = value;
      again();
    }
    which.hidden = devices.length < 2;
    none.hidden = devices.length > 0;
    const fresh = Math.min(record.packetCount - drawn, record.packets.length);
    drawn = record.packetCount;
    if (fresh <= 0) return;
    const frame = list.closest('.inspected');
    const atEnd = frame && frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR;
    const these = record.packets.slice(-fresh).filter((one) => one.deviceId === chosen());
    list.append(...these.map(line));
    while (list.children.length > SHOWN) list.firstElementChild?.remove();
    if (atEnd) frame.scrollTop = frame.scrollHeight;
  };
  const again = () => {
    list.replaceChildren();
    drawn = 0;
  };
  which.addEventListener('change', () => {
    again();
    refresh();
  });
  const exportThem = () => {
    const deviceId = chosen();
    if (!deviceId) return;
    const packets = record.packets.filter((one) => one.deviceId === deviceId);
    const name = titleOf(deviceId)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-');
    save(`${name}-session.json`, JSON.stringify(sessionOf(packets), null, 1));
  };
  const tools = h(
    'div',
    { class: 'buttons' },
    which,
    button('存成文件 Save', 'inspect-export', exportThem),
    button('清空 Clear', 'inspect-clear', () => {
      record.forgetPackets();
      again();
      refresh();
    }),
  );
  return {
    id: 'ble',
    words: ['蓝牙', 'Bluetooth'],
    element: h('div', {}, tools, none, list),
    refresh,
  };
}

function line({ time, dir, at, value, message }: Packet): HTMLElement {
  const from = fromOf(dir);
  const arrow = from === 'phone' ? '→' : '←';
  const whole = message.means !== undefined && message.values.at(-1) === value;
  return h(
    'li',
    { class: from },
    h(
      'time',
      {},
      `${shanghaiTime(time).slice(11)}.${String(Math.floor(time % 1000)).padStart(3, '0')}`,
    ),
    h(
      'b',
      { 'aria-label': from === 'phone' ? '发给手环 To the band' : '来自手环 From the band' },
      arrow,
    ),
    h('span', { class: 'place', title: shortPlace(at) }, shortName(at.characteristic)),
    h('code', {}, hexOf(value)),
    whole ? meaning(message.means, message.values.length) : reasonOf(message),
  );
}

/** Of a value that is no part of anything, so far. */
const reasonOf = ({ means, reason }: Packet['message']) =>
  means === undefined && reason ? h('span', { class: 'quiet' }, `… ${reason}`) : null;

function meaning(means: unknown, values: number): HTMLElement {
  const names = namesIn(means);
  const one: unknown = Array.isArray(means) && means.length === 1 ? means[0] : means;
  const words = `${names || glimpse(one)}${values > 1 ? ` · ${values} 段` : ''}`;
  const element = h('details', {}, h('summary', {}, words));
  element.addEventListener(
    'toggle',
    () => {
      const fields = typeof one === 'object' && one !== null ? one : { value: one };
      element.append(...fieldsOf(fields, new Set(), ''));
    },
    { once: true },
  );
  return element;
}

/** Decoders call a message by its name. */
function namesIn(means: unknown): string {
  const list = Array.isArray(means) ? means : [means];
  const names = list.map((one: { name?: unknown } | null) => one?.name);
  return names.every((name) => typeof name === 'string') ? [...new Set(names)].join(', ') : '';
}
