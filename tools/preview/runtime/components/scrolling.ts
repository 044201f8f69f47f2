/** scroll-view, swiper and the wheel columns of picker-view. */
import { pixels } from '../units';
import type { BuiltIn, Host } from './built-in';

function setupScroll(host: Host) {
  const { element } = host;
  let last = { top: 0, left: 0 };
  let atEnd = false;
  let atStart = true;
  const listen = () => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
    const deltaX = last.left - scrollLeft;
    const deltaY = last.top - scrollTop;
    last = { top: scrollTop, left: scrollLeft };
    host.emit('scroll', { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY });
    const vertical = host.flag('scrollY');
    const offset = vertical ? scrollTop : scrollLeft;
    const rest = vertical
      ? scrollHeight - clientHeight - scrollTop
      : scrollWidth - clientWidth - scrollLeft;
    const ends = rest <= pixels(host.get('lowerThreshold'));
    if (ends && !atEnd) host.emit('scrolltolower', { direction: vertical ? 'bottom' : 'right' });
    atEnd = ends;
    const starts = offset <= pixels(host.get('upperThreshold'));
    if (starts && !atStart) host.emit('scrolltoupper', { direction: vertical ? 'top' : 'left' });
    atStart = starts;
  };
  const behavior = (): ScrollBehavior => (host.flag('scrollWithAnimation') ? 'smooth' : 'auto');
  const scrollTo = (target: ScrollToOptions) =>
    element.scrollTo({ ...target, behavior: behavior() });
  return {
    attached: () => element.addEventListener('scroll', listen),
    changed(name: string) {
      if (name === 'scrollY') element.toggleAttribute('scroll-y', host.flag(name));
      if (name === 'scrollX') element.toggleAttribute('scroll-x', host.flag(name));
      if (name === 'scrollTop' && host.get(name) !== '') {
        scrollTo({ top: pixels(host.get(name)) });
      }
      if (name === 'scrollLeft' && host.get(name) !== '') {
        scrollTo({ left: pixels(host.get(name)) });
      }
      if (name === 'scrollIntoView' && host.text(name)) {
        element
          .querySelector(`[id$="--${CSS.escape(host.text(name))}"]`)
          ?.scrollIntoView({ behavior: behavior(), block: 'start', inline: 'start' });
      }
    },
    node: () => ({ scrollTo, scrollIntoView: (id: string) => host.set('scrollIntoView', id) }),
  };
}

function setupSwiper(host: Host) {
  let current = 0;
  let start: { x: number; y: number } | null = null;
  let timer = 0;
  const items = (): HTMLElement[] => [
    ...host.element.querySelectorAll<HTMLElement>('wx-swiper-item'),
  ];
  const place = (shift: number, animated: boolean) => {
    const axis = host.flag('vertical') ? 'Y' : 'X';
    for (const [index, item] of items().entries()) {
      item.style.transition = animated ? `transform ${host.number('duration')}ms` : 'none';
      item.style.transform = `translate${axis}(${(index - current + shift) * 100}%)`;
    }
    const dots = host.element.querySelector('.wx-swiper-dots');
    dots?.replaceChildren(...items().map((_, index) => dot(host.page, index === current)));
  };
  const go = (index: number, source: '' | 'touch' | 'autoplay') => {
    const count = items().length;
    const wrapped = host.flag('circular') ? (index + count) % count : index;
    const next = Math.max(0, Math.min(count - 1, wrapped));
    const changed = next !== current;
    current = next;
    place(0, true);
    if (!changed) return;
    const itemId = '';
    if (source !== '') host.emit('change', { current, source, currentItemId: itemId });
    setTimeout(
      () => host.emit('animationfinish', { current, source, currentItemId: itemId }),
      host.number('duration'),
    );
  };
  const play = () => {
    clearInterval(timer);
    if (host.flag('autoplay')) {
      timer = window.setInterval(() => go(current + 1, 'autoplay'), host.number('interval'));
    }
  };
  const at = (detail: unknown) => detail as { x: number; y: number };
  const moved = (detail: unknown): number => {
    if (!start) return 0;
    const { clientWidth, clientHeight } = host.element;
    return host.flag('vertical')
      ? (at(detail).y - start.y) / clientHeight
      : (at(detail).x - start.x) / clientWidth;
  };
  host.on('touchstart', (detail) => {
    start = at(detail);
    clearInterval(timer);
  });
  host.on('touchmove', (detail) => place(moved(detail), false));
  for (const type of ['touchend', 'touchcancel']) {
    host.on(type, (detail) => {
      const way = moved(detail);
      start = null;
      go(Math.abs(way) > 0.2 ? current - Math.sign(way) : current, 'touch');
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
      if (name === 'autoplay' || name === 'interval') play();
      if (name === 'indicatorDots') host.element.toggleAttribute('dots', host.flag(name));
    },
  };
}

function dot(page: Document, on: boolean): HTMLElement {
  const element = page.createElement('i');
  element.toggleAttribute('on', on);
  return element;
}

export const SCROLLING: readonly BuiltIn[] = [
  {
    name: 'scroll-view',
    properties: {
      scrollX: false,
      scrollY: false,
      upperThreshold: 50,
      lowerThreshold: 50,
      scrollTop: '',
      scrollLeft: '',
      scrollIntoView: '',
      scrollWithAnimation: false,
      enableBackToTop: false,
      enableFlex: false,
      scrollAnchoring: false,
      enhanced: false,
      bounces: true,
      showScrollbar: true,
      refresherEnabled: false,
      refresherTriggered: false,
      refresherThreshold: 45,
      refresherDefaultStyle: 'black',
      refresherBackground: '#fff',
      fastDeceleration: false,
      pagingEnabled: false,
      throttle: true,
      type: '',
      enablePassive: false,
    },
    setup: setupScroll,
  },
  {
    name: 'swiper',
    properties: {
      indicatorDots: false,
      indicatorColor: '',
      indicatorActiveColor: '',
      autoplay: false,
      current: 0,
      interval: 5000,
      duration: 500,
      circular: false,
      vertical: false,
      previousMargin: '0px',
      nextMargin: '0px',
      displayMultipleItems: 1,
      easingFunction: 'default',
      snapToEdge: false,
    },
    setup: setupSwiper,
  },
  { name: 'swiper-item', properties: { itemId: '', skipHiddenItemLayout: false } },
];
