/** swiper: one or several items side by side, moved by a finger, by time, or by data. */
import { pixels } from '../units';
import { type BuiltIn, type Host, instanceOf } from './built-in';

type Source = '' | 'touch' | 'autoplay';

/** Further than this part of an item, and the finger means the next one. */
const FAR = 0.2;

const ACROSS = { start: 'left', end: 'right', size: 'width', move: 'translateX' } as const;
const DOWN = { start: 'top', end: 'bottom', size: 'height', move: 'translateY' } as const;

/** In a circle of so many the last item lies before the first. */
function wayTo(ahead: number, circle: number): number {
  if (circle && ahead > circle / 2) return ahead - circle;
  return circle && ahead < -circle / 2 ? ahead + circle : ahead;
}

function setupSwiper(host: Host) {
  let current = 0;
  let start: { x: number; y: number } | null = null;
  let timer = 0;
  const items = (): HTMLElement[] =>
    [...host.element.children].filter(
      (one): one is HTMLElement => one.tagName === 'WX-SWIPER-ITEM',
    );
  const all = (): HTMLElement[] => {
    const direct = items();
    return direct.length > 0
      ? direct
      : [...host.element.querySelectorAll<HTMLElement>('wx-swiper-item')];
  };
  const vertical = (): boolean => host.flag('vertical');
  const margins = () => ({
    before: pixels(host.get('previousMargin'), host.page.documentElement.clientWidth),
    after: pixels(host.get('nextMargin'), host.page.documentElement.clientWidth),
  });
  const place = (shift: number, animated: boolean) => {
    const { before, after } = margins();
    const { start: edge, end, size, move } = vertical() ? DOWN : ACROSS;
    const shown = Math.max(1, host.number('displayMultipleItems'));
    const list = all();
    const circle = host.flag('circular') && list.length > 2 ? list.length : 0;
    for (const [index, { style }] of list.entries()) {
      style.transition = animated ? `transform ${host.number('duration')}ms` : 'none';
      style[edge] = `${before}px`;
      style[end] = 'auto';
      style[size] = `calc((100% - ${before + after}px) / ${shown})`;
      style.transform = `${move}(${(wayTo(index - current, circle) + shift) * 100}%)`;
    }
    const dots = host.element.querySelector(':scope > .wx-swiper-dots');
    dots?.replaceChildren(...list.map((_, index) => dot(host, index === current)));
  };
  const detail = (source: Source) => {
    const item = all()[current];
    const currentItemId = item ? (instanceOf(item)?.host.text('itemId') ?? '') : '';
    return { current, source, currentItemId };
  };
  const go = (index: number, source: Source) => {
    const count = all().length;
    if (count === 0) return;
    const wrapped = host.flag('circular') ? (index + count) % count : index;
    const next = Math.max(0, Math.min(count - 1, wrapped));
    const changed = next !== current;
    current = next;
    place(0, true);
    if (!changed) return;
    host.set('current', current);
    host.emit('change', detail(source));
    setTimeout(() => host.emit('animationfinish', detail(source)), host.number('duration'));
  };
  const play = () => {
    clearInterval(timer);
    if (host.flag('autoplay')) {
      timer = window.setInterval(() => go(current + 1, 'autoplay'), host.number('interval'));
    }
  };
  const at = (given: unknown) => given as { x: number; y: number };
  const moved = (given: unknown): number => {
    if (!start) return 0;
    const { clientWidth, clientHeight } = host.element;
    return vertical()
      ? (at(given).y - start.y) / clientHeight
      : (at(given).x - start.x) / clientWidth;
  };
  host.on('touchstart', (given) => {
    start = at(given);
    clearInterval(timer);
  });
  host.on('touchmove', (given) => {
    place(moved(given), false);
    host.emit('transition', { dx: start ? start.x - at(given).x : 0, dy: 0 });
  });
  for (const type of ['touchend', 'touchcancel']) {
    host.on(type, (given) => {
      const way = moved(given);
      start = null;
      go(Math.abs(way) > FAR ? current - Math.sign(way) : current, 'touch');
      play();
    });
  }
  return {
    attached() {
      const dots = host.page.createElement('div');
      dots.className = 'wx-swiper-dots';
      host.element.append(dots);
      const watch = new MutationObserver(() => place(0, false));
      watch.observe(host.element, { childList: true });
      host.later(() => watch.disconnect());
      current = host.number('current');
      place(0, false);
      play();
    },
    detached: () => clearInterval(timer),
    changed(name: string) {
      if (name === 'current' && host.number(name) !== current) go(host.number(name), '');
      if (name === 'currentItemId' && host.text(name)) {
        const index = all().findIndex(
          (one) => instanceOf(one)?.host.text('itemId') === host.text(name),
        );
        if (index >= 0 && index !== current) go(index, '');
      }
      if (name === 'autoplay' || name === 'interval') play();
      if (name === 'indicatorDots') host.element.toggleAttribute('dots', host.flag(name));
      if (/Margin$|^displayMultiple|^vertical$/.test(name)) place(0, false);
    },
  };
}

function dot(host: Host, on: boolean): HTMLElement {
  const element = host.page.createElement('i');
  element.toggleAttribute('on', on);
  element.style.background = host.text(on ? 'indicatorActiveColor' : 'indicatorColor');
  return element;
}

export const SWIPER: readonly BuiltIn[] = [
  {
    name: 'swiper',
    properties: {
      indicatorDots: false,
      indicatorColor: '',
      indicatorActiveColor: '',
      autoplay: false,
      current: 0,
      currentItemId: '',
      interval: 5000,
      duration: 500,
      circular: false,
      vertical: false,
      previousMargin: '0px',
      nextMargin: '0px',
      displayMultipleItems: 1,
      easingFunction: 'default',
      snapToEdge: false,
      skipHiddenItemLayout: false,
    },
    setup: setupSwiper,
  },
  { name: 'swiper-item', properties: { itemId: '', skipHiddenItemLayout: false } },
];
