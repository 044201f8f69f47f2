/** How a component looks under a finger: `hover-class`. */
import type { GeneralComponent } from 'glass-easel';
import { elementOf, fieldOf } from './host';

/** StyleSegmentIndex.TEMP_EXTRA: a const enum that the bundle does not carry. */
const TEMPORARY_CLASSES = 3;

const hovering = new WeakSet<GeneralComponent>();

/** Follows touches, from the time a component is to look otherwise under them. */
export function hover(component: GeneralComponent): void {
  if (hovering.has(component)) return;
  hovering.add(component);
  let begins = 0;
  let ends = 0;
  const hoverClass = () => String(fieldOf(component, 'hoverClass') ?? '');
  const paint = (on: boolean) => {
    const name = hoverClass();
    component.setNodeClass(on && name !== 'none' ? name : '', TEMPORARY_CLASSES);
  };
  component.addListener('touchstart', () => {
    if (!hoverClass() || elementOf(component)?.hasAttribute('disabled')) return;
    clearTimeout(ends);
    begins = window.setTimeout(() => paint(true), Number(fieldOf(component, 'hoverStartTime')));
  });
  for (const type of ['touchend', 'touchcancel']) {
    component.addListener(type, () => {
      if (!hoverClass()) return;
      clearTimeout(begins);
      ends = window.setTimeout(() => paint(false), Number(fieldOf(component, 'hoverStayTime')));
    });
  }
}
