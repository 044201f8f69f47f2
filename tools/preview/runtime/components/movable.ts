/** movable-view: follows a finger inside its movable-area, or goes where data says. */
import { pixels } from '../units';
import type { BuiltIn, Host } from './built-in';

function setupMovable(host: Host) {
  const { element } = host;
  let place = { x: 0, y: 0 };
  let grab: { x: number; y: number } | null = null;
  const inside = (value: number, room: number): number =>
    Math.min(Math.max(value, Math.min(0, room)), Math.max(0, room));
  const put = (x: number, y: number, source: string) => {
    const area = element.closest('wx-movable-area');
    const direction = host.text('direction');
    const roomX = (area?.clientWidth ?? 0) - element.offsetWidth;
    const roomY = (area?.clientHeight ?? 0) - element.offsetHeight;
    const free = host.flag('outOfBounds');
    const next = {
      x: direction === 'vertical' && source === 'touch' ? place.x : free ? x : inside(x, roomX),
      y: direction === 'horizontal' && source === 'touch' ? place.y : free ? y : inside(y, roomY),
    };
    const moved = next.x !== place.x || next.y !== place.y;
    place = next;
    element.style.transform = `translate(${next.x}px, ${next.y}px) scale(${host.number('scaleValue') || 1})`;
    if (moved) host.emit('change', { ...next, source });
  };
  const at = (detail: unknown) => detail as { x: number; y: number };
  host.on('touchstart', (detail) => {
    if (host.flag('disabled') || host.text('direction') === 'none') return;
    grab = { x: at(detail).x - place.x, y: at(detail).y - place.y };
  });
  host.on('touchmove', (detail) => {
    if (grab) put(at(detail).x - grab.x, at(detail).y - grab.y, 'touch');
  });
  for (const type of ['touchend', 'touchcancel']) {
    host.on(type, () => {
      grab = null;
    });
  }
  const fromData = () => {
    const width = host.page.documentElement.clientWidth;
    put(pixels(host.get('x'), width), pixels(host.get('y'), width), '');
  };
  return {
    attached: () => void requestAnimationFrame(fromData),
    changed(name: string) {
      if (name === 'x' || name === 'y' || name === 'scaleValue') requestAnimationFrame(fromData);
    },
  };
}

export const MOVABLE: readonly BuiltIn[] = [
  { name: 'movable-area', properties: { scaleArea: false } },
  {
    name: 'movable-view',
    properties: {
      direction: 'none',
      inertia: false,
      outOfBounds: false,
      x: null,
      y: null,
      damping: 20,
      friction: 2,
      disabled: false,
      scale: false,
      scaleMin: 0.5,
      scaleMax: 10,
      scaleValue: 1,
      animation: null,
    },
    setup: setupMovable,
  },
];
