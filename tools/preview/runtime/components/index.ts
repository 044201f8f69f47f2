/** All built-in components. */
import type { World } from '../env';
import { register } from './built-in';
import { BUTTON } from './button';
import { CONTAINERS } from './containers';
import { CONTROLS } from './controls';
import { MEDIA } from './media';
import { PICKER } from './picker';
import { SCROLLING } from './scrolling';
import { WHEELS } from './wheels';
import { WRITING } from './writing';

export function registerBuiltIns(world: World): void {
  register(world, [
    ...CONTAINERS,
    ...MEDIA,
    ...SCROLLING,
    ...WHEELS,
    ...CONTROLS,
    ...WRITING,
    ...BUTTON,
    ...PICKER,
  ]);
}
