/**
 * Boxes and text have no behaviour: they are elements of the framework and no components. A page has
 * thousands of them, and of a long list a component's data, slot and lifetimes are a fifth of the script.
 */
import { BUILT_IN_TAGS } from '../backend';
import type { World } from '../env';
import { glassEasel } from '../framework';
import type { BuiltIn } from './built-in';
import { HOVER, show } from './common';
import { hover } from './hover';

type NativeNode = InstanceType<typeof glassEasel.NativeNode>;

const TEXT: BuiltIn = {
  name: 'text',
  properties: { selectable: false, userSelect: false, space: '', decode: false, maxLines: null },
};

export const BOXES: readonly BuiltIn[] = [
  { name: 'view' },
  { name: 'cover-view' },
  { name: 'keyboard-accessory' },
  { name: 'sticky-header' },
  { name: 'sticky-section' },
  TEXT,
];

export function registerBoxes({ space }: World): void {
  const tags = new Set<string>();
  for (const { name } of BOXES) {
    space.getComponentSpace().setGlobalUsingComponent(name, name);
    BUILT_IN_TAGS.add(name);
    tags.add(name);
  }
  const { updateAttribute } = glassEasel.NativeNode.prototype;
  glassEasel.NativeNode.prototype.updateAttribute = function (this: NativeNode, name, value) {
    if (tags.has(this.is)) change(this, camelCase(name), value);
    else updateAttribute.call(this, name, value);
  };
}

/** What templates give one; anything else is nothing to it, as in WeChat. */
function change(box: NativeNode, name: string, value: unknown): void {
  const element = box.getBackendElement() as unknown as HTMLElement | null;
  if (!element || show(element, name, value)) return;
  if (name in HOVER) touched(box, name, value);
  else if (box.is === TEXT.name) showText(element, name, value);
}

const touches = new WeakMap<NativeNode, Record<string, unknown>>();

function touched(box: NativeNode, name: string, value: unknown): void {
  const known = touches.get(box) ?? { ...HOVER };
  touches.set(box, known);
  known[name] = value;
  if (name === 'hoverClass') hover(box, (asked) => known[asked]);
}

function showText(element: HTMLElement, name: string, value: unknown): void {
  if (name === 'selectable' || name === 'userSelect') {
    element.toggleAttribute(name, Boolean(value));
  } else if (name === 'maxLines') {
    element.style.setProperty('--max-lines', String(value));
    element.toggleAttribute(name, Boolean(value));
  }
}

const camelCase = (name: string): string =>
  name.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase());
