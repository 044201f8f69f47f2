/** All built-in components. */
import type { World } from '../env';
import { app } from '../mini-program';
import { BOXES, registerBoxes } from './boxes';
import { type BuiltIn, register } from './built-in';
import { BUTTON } from './button';
import { CONTAINERS, placeholder } from './containers';
import { CONTROLS } from './controls';
import { LAYERS } from './layers';
import { MEDIA } from './media';
import { MOVABLE } from './movable';
import { PICKER } from './picker';
import { RICH_TEXT } from './rich-text';
import { SCROLLING } from './scrolling';
import { SWIPER } from './swiper';
import { WHEELS } from './wheels';
import { WRITING } from './writing';

const COMPONENTS: readonly BuiltIn[] = [
  ...CONTAINERS,
  ...MEDIA,
  ...RICH_TEXT,
  ...LAYERS,
  ...MOVABLE,
  ...SCROLLING,
  ...SWIPER,
  ...WHEELS,
  ...CONTROLS,
  ...WRITING,
  ...BUTTON,
  ...PICKER,
];

/** WeChat's components. */
export const builtIns: readonly BuiltIn[] = [...BOXES, ...COMPONENTS];

/** Also what the mini program uses and the preview cannot have: its place names it. */
export function registerBuiltIns(world: World): void {
  const absent = new Map(app.nodes.flatMap((node) => Object.entries(node.absent)));
  const named = [...absent].map(([tag, reference]) =>
    placeholder(tag, `<${tag}> ${reference} 不在预览里 · not in the preview`),
  );
  registerBoxes(world);
  register(world, [...COMPONENTS, ...named]);
}
