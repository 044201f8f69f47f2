/** What time it is in the preview, and ways forward: an hour, midnight, a day. */
import { DAY_MS, nextAt, shanghaiTime } from '../clock';
import type { Hub } from '../hub/hub';
import { h } from '../runtime/dom';
import { button, section } from './ui';

const REFRESH_MS = 250;
/** Long enough to look at a page before it turns. */
const BEFORE_MIDNIGHT_MS = 5000;

export function clockSection(hub: Hub): HTMLElement {
  const now = h('strong', { testid: 'clock-now' });
  const show = () => {
    now.textContent = shanghaiTime(hub.clock.now());
  };
  hub.clock.jumped.on(show);
  setInterval(show, REFRESH_MS);
  show();
  const hour = h('input', {
    type: 'time',
    value: '12:00',
    'aria-label': '时刻 Time of day',
    testid: 'clock-time',
  });
  const go = (at: number) => void hub.cloud.setClock(at);
  return section(
    '时间',
    'Clock',
    h('p', { class: 'steps' }, now, ' 北京时间'),
    h(
      'div',
      { class: 'buttons' },
      hour,
      button('跳到', 'clock-jump', () => go(nextAt(hour.valueAsNumber, hub.clock.now()))),
      button('午夜前 5 秒', 'clock-midnight', () => {
        const at = nextAt(DAY_MS - BEFORE_MIDNIGHT_MS, hub.clock.now());
        go(at);
      }),
      button('+1 天', 'clock-day', () => go(hub.clock.now() + DAY_MS)),
    ),
    h(
      'p',
      { class: 'quiet' },
      '云、两部手机和手环一起跳，只能向前。 Everything moves together, forward only.',
    ),
  );
}
