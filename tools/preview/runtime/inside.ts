/** The running mini program for an inspector: read when it asks, and by nobody else. */
import type { GeneralComponent, Node as GlassNode } from 'glass-easel';
import type { Inside, PageSketch, Sketch } from '../hub/onlooker';
import { glassEasel } from './framework';
import type { PageView } from './page-view';
import { phone } from './phone';
import { elementOf } from './query';

const { Component, TextNode, VirtualNode } = glassEasel;

export const inside: Inside = {
  get storagePrefix() {
    return phone.storagePrefix;
  },
  pages() {
    const { living, current } = phone.stack;
    const others = living.filter((view) => view !== current);
    return [...(current ? [current] : []), ...others.reverse()].map(sketchOf);
  },
};

function sketchOf(view: PageView): PageSketch {
  const { _$: component, data } = view.caller;
  return {
    path: view.path,
    current: view.current,
    data,
    // What is in its data stands beside it.
    root: component ? { ...ofComponent(component, true), data: null } : null,
  };
}

/** What a person wrote: built-in components are WeChat's elements. */
const isOwn = (component: GeneralComponent): boolean => !component.is.startsWith('wx-built-in/');

function ofComponent(component: GeneralComponent, own = isOwn(component)): Sketch {
  return {
    name: component.tagName.replace(/^wx-(x-)?/, ''),
    kind: own ? 'component' : 'element',
    id: component.id,
    classes: component.class,
    data: own ? { ...(component.data as Record<string, unknown>) } : null,
    children: () => insideOf(component),
    drawn: () => elementOf(component),
  };
}

/** In the order they are seen: what is in a slot stands where the slot is. */
function insideOf(node: GlassNode): Sketch[] {
  const found: Sketch[] = [];
  if (TextNode.isTextNode(node)) return found;
  for (const child of node.getComposedChildren()) {
    if (TextNode.isTextNode(child)) found.push(...ofText(child.textContent));
    else if (Component.isComponent(child)) found.push(ofComponent(child));
    // wx:if, wx:for, slots and shadow roots draw nothing of their own.
    else if (VirtualNode.isVirtualNode(child)) found.push(...insideOf(child));
    else found.push(ofNative(child));
  }
  return found;
}

const ofNative = (
  node: Exclude<GlassNode, InstanceType<typeof TextNode>> & { is?: string },
): Sketch => ({
  name: node.is ?? '',
  kind: 'element',
  id: node.id,
  classes: node.class,
  data: null,
  children: () => insideOf(node),
  drawn: () => elementOf(node),
});

function ofText(content: string): Sketch[] {
  const name = content.trim();
  if (name === '') return [];
  const nothing = { id: '', classes: '', data: null, children: () => [], drawn: () => null };
  return [{ name, kind: 'text', ...nothing }];
}
