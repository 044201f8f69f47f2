/** One virtual band: its steps, and what can go wrong with it. */

import type { Airborne } from '../hub/air';
import type { Hub } from '../hub/hub';
import type { BandOffer } from '../hub/shelf';
import type { BandFaults } from '../props';
import { h } from '../runtime/dom';
import { linkFaults } from './link-faults';
import { button, choice, toggle } from './ui';

const REFRESH_MS = 1000;

export interface BandCard {
  element: HTMLElement;
  /** The band is gone. */
  close(): void;
}

export function bandCard(hub: Hub, offer: BandOffer): BandCard {
  const { id, title, protocol, deviceId, added } = offer;
  const air = hub.air.find(deviceId);
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
  const note = h('p', { class: 'quiet', testid: `band-${id}-note` });
  const walk = (count: number) => {
    if (!(count >= 1)) return;
    const walked = offer.walk(Math.floor(count));
    note.textContent =
      walked < Math.floor(count) ? `今天才开始不久，按人的步速只走得了 ${walked} 步` : '';
    show();
  };
  const switches = air ? bandSwitches(offer, air) : [];
  const near = h('div');
  const show = () => {
    steps.textContent = offer.steps().toLocaleString('en-US');
    state.textContent = air ? stateOf(hub, air) : '';
    for (const one of switches) one.refresh();
  };
  const showNear = () => air && near.replaceChildren(nearTo(hub, offer, air));
  const stops = [hub.air.changed.on(show), hub.clock.jumped.on(show), hub.moved.on(showNear)];
  const timer = setInterval(show, REFRESH_MS);
  show();
  showNear();
  const element = h(
    'div',
    { class: 'band', testid: `band-${id}` },
    h('h3', {}, title),
    h('p', { class: 'quiet' }, `${protocol} · ${deviceId}`),
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
    note,
    near,
    ...switches.map(({ element }) => element),
    air ? linkFaults(hub, offer, air) : null,
    h(
      'div',
      { class: 'buttons' },
      button('同步中断开', `band-${id}-drop`, () => air?.breakAfter(2)),
      button('立刻断开', `band-${id}-cut-link`, () => air?.drop()),
      added && button('移除', `band-${id}-remove`, () => hub.shelf.remove(id)),
    ),
  );
  return {
    element,
    close() {
      for (const stop of stops) stop();
      clearInterval(timer);
    },
  };
}

/** Near which phone it is: near all, or on somebody's wrist. */
function nearTo(hub: Hub, { id }: BandOffer, air: Airborne): HTMLElement {
  const all: readonly [string, string] = ['', '所有手机 All'];
  return choice(
    '谁身边 Near',
    `band-${id}-near`,
    [all, ...hub.phones.map((phone) => [phone.id, phone.person.name] as const)],
    () => air.near ?? '',
    (phone) => hub.bring(id, phone || null),
  ).element;
}

/** Words and test ids of what can go wrong. */
const FAULTS: readonly (readonly [keyof BandFaults, string, string])[] = [
  ['garbage', '回答乱码 Garbage', 'garbage'],
  ['cutFrame', '截断数据 Cut frames', 'cut'],
  ['silent', '不回答 Silent', 'silent'],
  ['untapped', '没人按手环 Nobody taps', 'untapped'],
];

function bandSwitches({ id, band: { faults = {} } }: BandOffer, air: Airborne) {
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
    ...FAULTS.filter(([fault]) => faults[fault] !== undefined).map(([fault, words, name]) =>
      toggle(
        words,
        testid(name),
        () => faults[fault] === true,
        (on) => {
          faults[fault] = on;
        },
      ),
    ),
  ];
}

function stateOf(hub: Hub, air: Airborne): string {
  if (!air.on) return '已关机';
  if (!air.inRange) return '不在范围内';
  if (air.holder) {
    const holder = hub.phones.find(({ id }) => id === air.holder);
    return `已连接 ${holder?.person.name ?? air.holder}的手机`;
  }
  if (air.leaves) return '广播中 · 下次同步会走远';
  return air.dropAfter === null ? '广播中' : '广播中 · 下次同步会中断';
}
