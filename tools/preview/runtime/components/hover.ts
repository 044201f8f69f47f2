/** How a component looks under a finger: `hover-class`. */
import type { glassEasel } from '../framework';

type Node = InstanceType<typeof glassEasel.Element>;

/** StyleSegmentIndex.TEMP_EXTRA: a const enum that the bundle does not carry. */
const TEMPORARY_CLASSES = 3;

const hovering = new WeakSet<Node>();

/**
 * Follows touches, from the time a component is to look otherwise under them.
 * @param read answers what its template gave it by now.
 */
export function hover(node: Node, read: (name: string) => unknown): void {
  if (hovering.has(node)) return;
  hovering.add(node);
  let begins = 0;
  let ends = 0;
  const hoverClass = () => String(read('hoverClass') ?? '');
  const paint = (on: boolean) => {
    const name = hoverClass();
    node.setNodeClass(on && name !== 'none' ? name : '', TEMPORARY_CLASSES);
  };
  const element = () => node.getBackendElement() as unknown as HTMLElement | null;
  node.addListener('touchstart', () => {
    if (!hoverClass() || element()?.hasAttribute('disabled')) return;
    clearTimeout(ends);
    begins = window.setTimeout(() => paint(true), Number(read('hoverStartTime')));
  });
  for (const type of ['touchend', 'touchcancel']) {
    node.addListener(type, () => {
      if (!hoverClass()) return;
      clearTimeout(begins);
      ends = window.setTimeout(() => paint(false), Number(read('hoverStayTime')));
    });
  }
}
