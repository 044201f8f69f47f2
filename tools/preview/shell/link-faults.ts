/** What can go wrong on the way to a band, and with its clock; with what a person is told of it. */
import type { Airborne } from '../hub/air';
import type { Hub } from '../hub/hub';
import type { BandOffer } from '../hub/shelf';
import type { FaultName } from '../props';
import { h } from '../runtime/dom';
import { button, toggle } from './ui';

/** What clocks of bands show after a flat battery: 1 January 2000, UTC seconds. */
const YEAR_2000 = Date.UTC(2000, 0, 1) / 1000;

const SWITCHES = [
  ['duplicate', '每帧收到两次 Duplicate frames'],
  ['connect', '连接失败 10003 at connect'],
  ['afterNotify', '订阅后写入失败 10008 after notify'],
  ['noCallback', '下次写入没有回调 A write without callback'],
] as const;

export function linkFaults(hub: Hub, { id }: BandOffer, air: Airborne): HTMLElement {
  const told = (name: FaultName) => toldOf(hub, name);
  const switches = SWITCHES.map(([name, words]) => {
    const one = toggle(
      words,
      `band-${id}-${name}`,
      () => air.faults[name],
      (on) => air.fault(name, on),
    );
    return { ...one, told: told(name) };
  });
  hub.air.changed.on(() => {
    for (const one of switches) one.refresh();
  });
  const percent = h('input', {
    type: 'number',
    min: 0,
    max: 100,
    value: 40,
    'aria-label': '百分之几 Percent',
    testid: `band-${id}-percent`,
  });
  const leave = button('% 时走远 Out of range', `band-${id}-leave`, () =>
    air.leaveAt(Number(percent.value)),
  );
  const wind = button('时钟 2000 年 Clock 2000', `band-${id}-clock-2000`, () =>
    hub.shelf.wind(id, YEAR_2000 - Math.floor(hub.clock.now() / 1000)),
  );
  return h(
    'details',
    { class: 'faults', testid: `band-${id}-faults` },
    h('summary', {}, '更多故障 More faults'),
    ...switches.flatMap(({ element, told }) => [element, told]),
    h('div', { class: 'buttons' }, percent, leave),
    told('range'),
    h('div', { class: 'buttons' }, wind),
    told('clock'),
  );
}

/** What a person reads then, where whoever started the preview said it. */
export function toldOf({ props }: Hub, name: FaultName): HTMLElement {
  const words = props.told?.[name];
  const text = words ? `用户看到 The user reads: ${words[0]} · ${words[1]}` : '';
  return h('p', { class: 'quiet', hidden: !words }, text);
}
