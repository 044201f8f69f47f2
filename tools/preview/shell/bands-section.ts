/** The virtual bands: their steps, and what can go wrong with them. */
import type { Airborne } from '../hub/air';
import type { BandOffer } from '../hub/bands';
import type { Hub } from '../hub/hub';
import { h } from '../runtime/dom';
import { button, section, toggle } from './ui';

const REFRESH_MS = 1000;

export function bandsSection(hub: Hub): HTMLElement {
  const cards = hub.bands.map((offer) => bandCard(hub, offer));
  return section('虚拟手环', 'Virtual bands', h('div', { class: 'pair' }, ...cards));
}

function bandCard(hub: Hub, offer: BandOffer): HTMLElement {
  const { id, title, protocol, band } = offer;
  const air = hub.air.find(band.deviceId);
  const steps = h('strong', { testid: `band-${id}-steps` });
  const state = h('span', { class: 'quiet', testid: `band-${id}-state` });
  const amount = h('input', {
    type: 'number',
    min: 1,
    max: 60000,
    value: 1000,
    'aria-label': `${title} 步数`,
    testid: `band-${id}-amount`,
  });
  const walk = (count: number) => {
    if (count > 0) offer.walk(Math.floor(count));
    show();
  };
  const switches = air ? bandSwitches(offer, air) : [];
  const show = () => {
    steps.textContent = band.steps.toLocaleString('en-US');
    state.textContent = air ? stateOf(hub, air) : '';
    for (const one of switches) one.refresh();
  };
  hub.air.changed.on(show);
  setInterval(show, REFRESH_MS);
  show();
  return h(
    'div',
    { class: 'band', testid: `band-${id}` },
    h('h3', {}, title),
    h('p', { class: 'quiet' }, `${protocol} · ${band.deviceId}`),
    h('p', { class: 'steps' }, steps, ' 步'),
    state,
    h(
      'div',
      { class: 'buttons walk' },
      button('+500', `band-${id}-plus-500`, () => walk(500)),
      button('+2,000', `band-${id}-plus-2000`, () => walk(2000)),
      amount,
      button('走', `band-${id}-walk`, () => walk(Number(amount.value))),
    ),
    ...switches.map(({ element }) => element),
    h(
      'div',
      { class: 'buttons' },
      button('同步中断开', `band-${id}-drop`, () => air?.breakAfter(2)),
      button('立刻断开', `band-${id}-cut-link`, () => air?.drop()),
    ),
  );
}

function bandSwitches({ id, band }: BandOffer, air: Airborne) {
  const testid = (name: string) => `band-${id}-${name}`;
  return [
    toggle(
      '开机 On',
      testid('on'),
      () => air.on,
      (on) => air.set({ on }),
    ),
    toggle(
      '在范围内 In range',
      testid('range'),
      () => air.inRange,
      (inRange) => air.set({ inRange }),
    ),
    toggle(
      '回答乱码 Garbage',
      testid('garbage'),
      () => band.faults.garbage,
      (garbage) => {
        band.faults.garbage = garbage;
      },
    ),
    toggle(
      '截断数据 Cut frames',
      testid('cut'),
      () => band.faults.cutFrame,
      (cutFrame) => {
        band.faults.cutFrame = cutFrame;
      },
    ),
    toggle(
      '不回答 Silent',
      testid('silent'),
      () => band.faults.silent,
      (silent) => {
        band.faults.silent = silent;
      },
    ),
  ];
}

function stateOf(hub: Hub, air: Airborne): string {
  if (!air.on) return '已关机';
  if (!air.inRange) return '不在范围内';
  if (air.holder) return `已连接 ${hub.phone(air.holder).person.name}的手机`;
  return air.dropAfter === null ? '广播中' : '广播中 · 下次同步会中断';
}
