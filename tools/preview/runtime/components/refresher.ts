/** scroll-view's own pull-down refresh: dots above its content, opened by a drag or by data. */
import type { Host } from './built-in';

const HEIGHT = 48;

export function refresherOf(host: Host): { changed(name: string): void } {
  const { element } = host;
  let start: { y: number; at: number } | null = null;
  let way = 0;
  let open = false;
  const shift = (pixels: number): void => {
    element.style.paddingTop = pixels > 0 ? `${pixels}px` : '';
    element.toggleAttribute('refreshing', pixels > 8);
  };
  const rest = (type: 'refresherrestore' | 'refresherabort'): void => {
    open = false;
    shift(0);
    host.emit(type, { dy: way });
  };
  const begin = (): void => {
    open = true;
    shift(HEIGHT);
    host.emit('refresherrefresh', { dy: way });
  };
  const y = (detail: unknown): number => (detail as { y: number }).y;
  host.on('touchstart', (detail) => {
    if (host.flag('refresherEnabled') && !open) start = { y: y(detail), at: element.scrollTop };
    way = 0;
  });
  host.on('touchmove', (detail) => {
    if (!start || start.at > 0) return;
    way = Math.max(0, y(detail) - start.y);
    if (way === 0) return;
    shift(Math.min(way, HEIGHT * 1.5));
    host.emit('refresherpulling', { dy: way });
  });
  host.on('touchend', () => {
    if (!start) return;
    start = null;
    if (way >= host.number('refresherThreshold')) begin();
    else if (way > 0) rest('refresherabort');
  });
  return {
    changed(name) {
      if (name !== 'refresherTriggered' || !host.flag('refresherEnabled')) return;
      if (host.flag(name) && !open) begin();
      else if (!host.flag(name) && open) rest('refresherrestore');
    },
  };
}
