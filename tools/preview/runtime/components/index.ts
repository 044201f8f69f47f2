/** All built-in components. */
import type { World } from '../env';
import { instanceOf, register } from './built-in';
import { BUTTON } from './button';
import { CONTAINERS } from './containers';
import { CONTROLS } from './controls';
import { MEDIA } from './media';
import { PICKER } from './picker';
import { scrolling } from './scrolling';
import { WRITING } from './writing';

interface Column {
  index(): number;
  show(row: number): void;
}

const columnsOf = (element: Element): Column[] =>
  [...element.querySelectorAll('wx-picker-view-column')].flatMap((one) => {
    const node = instanceOf(one)?.behaviour.node?.();
    return node ? [node as Column] : [];
  });

export function registerBuiltIns(world: World): void {
  register(world, [
    ...CONTAINERS,
    ...MEDIA,
    ...scrolling(columnsOf),
    ...CONTROLS,
    ...WRITING,
    ...BUTTON,
    ...PICKER,
  ]);
}
