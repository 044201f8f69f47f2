/** What lies above a page or comes and goes with its size: page-container, root-portal, match-media. */
import type { BuiltIn, Host } from './built-in';

function setupPageContainer(host: Host) {
  const mask = host.page.createElement('i');
  mask.className = 'wx-page-mask';
  mask.addEventListener('click', () => {
    host.emit('clickoverlay');
    host.set('show', false);
  });
  let open = false;
  const paint = () => {
    const on = host.flag('show');
    host.element.setAttribute('position', host.text('position') || 'bottom');
    host.element.toggleAttribute('round', host.flag('round'));
    if (on === open) return;
    open = on;
    const [before, during, after] = on
      ? ['beforeenter', 'enter', 'afterenter']
      : ['beforeleave', 'leave', 'afterleave'];
    host.emit(before!);
    host.element.toggleAttribute('open', on);
    mask.hidden = !on || !host.flag('overlay');
    host.emit(during!);
    setTimeout(() => host.emit(after!), host.number('duration'));
  };
  return {
    attached() {
      mask.hidden = true;
      host.element.before(mask);
      host.later(() => mask.remove());
    },
    changed: paint,
  };
}

/** The browser's top layer is out of the reach of a parent's overflow, transform and z-index. */
function setupRootPortal(host: Host) {
  const paint = () => {
    const on = host.flag('enable');
    if (on) host.element.setAttribute('popover', 'manual');
    else host.element.removeAttribute('popover');
    if (on && host.element.isConnected) host.element.showPopover();
  };
  return { attached: paint, changed: paint };
}

function setupMatchMedia(host: Host) {
  const view = host.page.defaultView;
  const given = (name: string): number | null =>
    host.get(name) === null || host.text(name) === '' ? null : host.number(name);
  const conditions = (): string => {
    const sizes = (['minWidth', 'maxWidth', 'width', 'minHeight', 'maxHeight', 'height'] as const)
      .map((name) => [name, given(name)] as const)
      .filter(([, value]) => value !== null)
      .map(
        ([name, value]) => `(${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}: ${value}px)`,
      );
    const orientation = host.text('orientation');
    return [...sizes, ...(orientation ? [`(orientation: ${orientation})`] : [])].join(' and ');
  };
  const paint = () => {
    const query = conditions();
    host.element.hidden = query !== '' && view?.matchMedia(query).matches === false;
  };
  return {
    attached() {
      view?.addEventListener('resize', paint);
      host.later(() => view?.removeEventListener('resize', paint));
    },
    changed: paint,
  };
}

export const LAYERS: readonly BuiltIn[] = [
  {
    name: 'page-container',
    properties: {
      show: false,
      duration: 300,
      zIndex: 100,
      overlay: true,
      position: 'bottom',
      round: false,
      closeOnSlideDown: false,
      overlayStyle: '',
      customStyle: '',
    },
    setup: setupPageContainer,
  },
  { name: 'root-portal', properties: { enable: true }, setup: setupRootPortal },
  {
    name: 'match-media',
    properties: {
      minWidth: null,
      maxWidth: null,
      width: null,
      minHeight: null,
      maxHeight: null,
      height: null,
      orientation: '',
    },
    setup: setupMatchMedia,
  },
];
