/** Real bands, through this computer's Bluetooth: choosing one, what it is, what was said to it. */
import type { Hub } from '../hub/hub';
import { obstacle, pick } from '../hub/real/pick';
import type { RealBand } from '../hub/real/real-band';
import type { WebBluetooth } from '../hub/real/web-bluetooth';
import type { RealRadio } from '../props';
import { h } from '../runtime/dom';
import { button, section, toggle } from './ui';

/** More than this between the clocks and a band would be set wrong. */
const CLOCK_MS = 60_000;
const BASE = '-0000-1000-8000-00805f9b34fb';

export function realSection(hub: Hub): HTMLElement {
  const title = ['真手环', 'Real bands'] as const;
  const { bluetooth } = navigator as { bluetooth?: WebBluetooth };
  const reason = obstacle(window, bluetooth);
  if (reason || !bluetooth) {
    return section(...title, quiet(reason?.join(' ') ?? '', 'real-obstacle'));
  }
  const wanted = h('input', {
    placeholder: '服务 Services: FEE7 180F …',
    'aria-label': '小程序用到的服务 Services the mini program uses',
    testid: 'real-services',
    hidden: hub.props.radio !== undefined,
  });
  const said = quiet('', 'real-said');
  const say = (words: string) => {
    said.textContent = words;
    said.hidden = words === '';
  };
  say('');
  const choose = button('用真手环 Use a real band', 'real-pick', () => void run());
  const run = async () => {
    choose.disabled = true;
    say('');
    try {
      await pick(bluetooth, hub.real, hub.props.radio ?? { services: idsIn(wanted.value) });
    } catch (error) {
      say((error as Error).message);
    }
    choose.disabled = false;
  };
  const cards = h('div', { class: 'pair' });
  const shown = new Map<RealBand, { element: HTMLElement; refresh(): void }>();
  const show = () => {
    for (const [band, { element }] of shown) {
      if (hub.real.list.includes(band)) continue;
      element.remove();
      shown.delete(band);
    }
    for (const band of hub.real.list) {
      const card = shown.get(band) ?? realCard(hub, band);
      if (!shown.has(band)) cards.append(card.element);
      shown.set(band, card);
      card.refresh();
    }
  };
  hub.real.changed.on(show);
  return section(
    ...title,
    h('div', { class: 'buttons' }, choose, wanted),
    said,
    quiet(
      '选好后，手机扫描时就能找到它。浏览器不给硬件地址，多半也不给广播数据和信号强度。Phones find it when they scan. The browser tells no address, and mostly neither advertised data nor signal strength.',
    ),
    otherTime(hub),
    cards,
  );
}

/** A real band lives in the present: what is said while the preview does not. */
function otherTime({ clock }: Hub): HTMLElement {
  const words =
    '预览的时间不是现在：手环的时钟会被设成它。The preview’s time is not now, and bands will be set to it.';
  const element = quiet(words, 'real-time');
  const show = () => {
    element.hidden = Math.abs(clock.ahead) <= CLOCK_MS;
  };
  clock.jumped.on(show);
  show();
  return element;
}

/** UUIDs as a person writes them: 4, 8 or 36 letters, with anything between. */
const idsIn = (text: string): RealRadio['services'] =>
  text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{8}\b|\b[0-9a-f]{4}\b/gi) ?? [];

const quiet = (words: string, testid = '') => h('p', { class: 'quiet', testid }, words);

const short = (id: string): string =>
  id.endsWith(BASE) ? id.slice(0, 8).replace(/^0000/, '').toUpperCase() : id;

function realCard(hub: Hub, band: RealBand) {
  const state = h('span', { class: 'quiet', testid: 'real-state' });
  const save = button('存成文件 Save', 'real-save', () => download(band));
  const recording = toggle(
    '录下收发的数据 Record',
    'real-record',
    () => band.isRecording,
    (on) => band.record(on),
  );
  const refresh = () => {
    state.textContent = stateOf(hub, band);
    save.disabled = !band.recording;
    recording.refresh();
  };
  const services = band.services.map(short).join(' ') || '没有要找的服务 none of the services';
  const element = h(
    'div',
    { class: 'band', testid: 'real-band' },
    h('h3', {}, band.name || '没有名字 No name'),
    h('p', { class: 'quiet', testid: 'real-offers' }, services),
    state,
    recording.element,
    h(
      'div',
      { class: 'buttons' },
      save,
      button('断开 Cut', 'real-cut', () => band.server.disconnect()),
      button('移除 Remove', 'real-remove', () => hub.real.forget(band)),
    ),
  );
  return { element, refresh };
}

function stateOf(hub: Hub, { holder, advert: { rssi } }: RealBand): string {
  if (holder === null) return rssi < 0 ? `空闲 Free · ${rssi} dBm` : '空闲 Free';
  const phone = hub.phones.find(({ id }) => id === holder);
  return `${phone?.person.name ?? holder}的手机在用 In use`;
}

/** The bytes may tell who wears it: they go to this person's own folder and nowhere else. */
function download({ recording }: RealBand): void {
  if (!recording) return;
  const text = JSON.stringify(recording.file, null, 1);
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  h('a', { href, download: 'band-session.json' }).click();
  setTimeout(() => URL.revokeObjectURL(href), 0);
}
