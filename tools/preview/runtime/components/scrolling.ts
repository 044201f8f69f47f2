/** scroll-view. */
import { pixels } from '../units';
import type { BuiltIn, Host } from './built-in';
import { refresherOf } from './refresher';

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
  const refresher = refresherOf(host);
  const behavior = (): ScrollBehavior => (host.flag('scrollWithAnimation') ? 'smooth' : 'auto');
  const scrollTo = (target: ScrollToOptions) =>
    element.scrollTo({ ...target, behavior: behavior() });
  return {
    attached: () => element.addEventListener('scroll', listen),
    changed(name: string) {
      refresher.changed(name);
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
];
