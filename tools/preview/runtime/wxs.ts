/**
 * Functions of WXS in a template: as event handlers `(event, owner)` and as `change:name` listeners
 * `(now, before, owner, instance)`. Owner and instance are WeChat's ComponentDescriptor.
 */
import { type Caller, glassEasel } from './framework';
import { withRpxStyle } from './units';

type GlassElement = InstanceType<typeof glassEasel.Element>;
type Handler = (event: Record<string, unknown>, owner: Descriptor) => unknown;
type Changed = (now: unknown, before: unknown, owner: Descriptor, instance: Descriptor) => void;
type Listener = (now: unknown, before: unknown, host: GlassElement, at: GlassElement) => void;

/** What the compiled templates work with; the parts that matter here. */
interface Renderer {
  v(at: GlassElement, name: string, value: unknown, ...rest: unknown[]): void;
  p(at: GlassElement, name: string, changed: unknown, ...rest: unknown[]): void;
}

type Generator = (renderer: Renderer, ...rest: unknown[]) => unknown;

/** A compiled template whose WXS functions get their owners. */
export function withOwners(template: unknown): unknown {
  if (typeof template !== 'function') return template;
  const group = template as (name: string) => Generator | undefined;
  return Object.assign((name: string): Generator | undefined => {
    const generate = group(name);
    if (!generate || name !== '') return generate;
    return (renderer, ...rest) => {
      const listen = renderer.v;
      renderer.v = (at, event, value, ...more) =>
        listen(
          at,
          event,
          typeof value === 'function' ? handled(at, value as Handler) : value,
          ...more,
        );
      const watch = renderer.p;
      renderer.p = (at, name, changed, ...more) => watch(at, name, watched(changed), ...more);
      return generate(renderer, ...rest);
    };
  }, template);
}

const watched =
  (changed: unknown): Listener =>
  (now, before, host, at) => {
    if (typeof changed !== 'function') return;
    const call = () => (changed as Changed)(now, before, descriptorOf(host), descriptorOf(at));
    // What it selects is there once the component is.
    if (glassEasel.Element.isAttached(host)) call();
    else queueMicrotask(call);
  };

/** WXS stops an event by returning false. */
const handled = (at: GlassElement, handler: Handler) => (event: object) => {
  const host = at.ownerShadowRoot?.getHostNode();
  if (!host) return undefined;
  const target = descriptorOf(at);
  const seen = Object.assign(Object.create(event), { instance: target, currentInstance: target });
  return handler(seen as Record<string, unknown>, descriptorOf(host));
};

const states = new WeakMap<GlassElement, Record<string, unknown>>();
const descriptors = new WeakMap<GlassElement, Descriptor>();

export function descriptorOf(element: GlassElement): Descriptor {
  const known = descriptors.get(element);
  if (known) return known;
  const made = new Descriptor(element);
  descriptors.set(element, made);
  return made;
}

class Descriptor {
  constructor(private readonly element: GlassElement) {}

  selectComponent(selector: string): Descriptor | null {
    const found = this.shadow?.querySelector(selector);
    return found ? descriptorOf(found) : null;
  }

  selectAllComponents(selector: string): Descriptor[] {
    return (this.shadow?.querySelectorAll(selector) ?? []).map(descriptorOf);
  }

  setStyle(style: string | Record<string, unknown>): this {
    const { dom } = this;
    if (!dom) return this;
    const text =
      typeof style === 'string'
        ? style
        : Object.entries(style)
            .map(([name, value]) => `${dashed(name)}:${String(value)}`)
            .join(';');
    for (const part of withRpxStyle(text).split(';')) {
      const at = part.indexOf(':');
      const value = part.slice(at + 1).trim();
      const important = /\s*!important$/.test(value);
      if (at > 0) {
        dom.style.setProperty(
          part.slice(0, at).trim(),
          value.replace(/\s*!important$/, ''),
          important ? 'important' : '',
        );
      }
    }
    return this;
  }

  addClass(...names: string[]): this {
    this.dom?.classList.add(...this.scoped(names));
    return this;
  }

  removeClass(...names: string[]): this {
    this.dom?.classList.remove(...this.scoped(names));
    return this;
  }

  hasClass(name: string): boolean {
    return this.scoped([name]).some((one) => this.dom?.classList.contains(one));
  }

  getDataset(): Record<string, unknown> {
    return { ...(this.element.dataset ?? {}) };
  }

  getState(): Record<string, unknown> {
    const state = states.get(this.element) ?? {};
    states.set(this.element, state);
    return state;
  }

  callMethod(name: string, argument: unknown): void {
    const method = this.caller?.[name];
    if (typeof method === 'function') method.call(this.caller, argument);
  }

  triggerEvent(name: string, detail: unknown, options: object = {}): void {
    this.element.triggerEvent(name, detail ?? {}, options);
  }

  requestAnimationFrame(task: () => void): void {
    requestAnimationFrame(() => task());
  }

  setTimeout(task: () => void, ms: number): number {
    return window.setTimeout(task, ms);
  }

  clearTimeout(id: number): void {
    window.clearTimeout(id);
  }

  getComputedStyle(names: readonly string[] = []): Record<string, string> {
    const { dom } = this;
    const style = dom ? dom.ownerDocument.defaultView?.getComputedStyle(dom) : undefined;
    return Object.fromEntries(
      names.map((name) => [name, style?.getPropertyValue(dashed(name)) ?? '']),
    );
  }

  getBoundingClientRect(): object {
    const { left, top, right, bottom, width, height } =
      this.dom?.getBoundingClientRect() ?? new DOMRect();
    return { left, top, right, bottom, width, height };
  }

  private get dom(): HTMLElement | null {
    return this.element.getBackendElement() as unknown as HTMLElement | null;
  }

  private get shadow() {
    const { element } = this;
    return glassEasel.Component.isComponent(element) ? element.getShadowRoot() : null;
  }

  private get caller(): Caller | null {
    const { element } = this;
    if (!glassEasel.Component.isComponent(element)) return null;
    return element.getMethodCaller() as unknown as Caller;
  }

  /** A class as the page document knows it, with and without its component's prefix. */
  private scoped(names: readonly string[]): string[] {
    const host = this.element.ownerShadowRoot?.getHostNode();
    const scope = host ? host.is.replace(/[^\w-]+/g, '_') : '';
    return names.flatMap((name) => (name ? [name, `${scope}--${name}`] : []));
  }
}

const dashed = (name: string): string =>
  name.startsWith('--') ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
