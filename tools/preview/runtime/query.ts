/** selectorQuery and intersection observers, on the page documents. */
import { instanceOf } from './components/built-in';
import { type Caller, callerPrototype } from './framework';
import { callerOf } from './node-ids';
import { phone } from './phone';

type Element_ = NonNullable<ReturnType<Caller['_$']['getShadowRoot']>>;
type Node_ = ReturnType<Element_['querySelector']>;
type Fields = Record<string, unknown>;
type Done = (result: unknown) => void;

interface Asked {
  owner: Caller | null;
  /** Null is the viewport. */
  selector: string | null;
  all: boolean;
  fields: Fields;
  done: Done | undefined;
}

const RECT = { id: true, dataset: true, rect: true, size: true };
const SCROLL = { id: true, dataset: true, scrollOffset: true };

class NodesRef {
  constructor(
    private readonly query: SelectorQuery,
    private readonly target: Omit<Asked, 'fields' | 'done'>,
  ) {}

  fields(fields: Fields, done?: Done): SelectorQuery {
    return this.query.ask({ ...this.target, fields, done });
  }

  boundingClientRect(done?: Done): SelectorQuery {
    return this.fields(RECT, done);
  }

  scrollOffset(done?: Done): SelectorQuery {
    return this.fields(SCROLL, done);
  }

  context(done?: Done): SelectorQuery {
    return this.fields({ context: true }, done);
  }

  node(done?: Done): SelectorQuery {
    return this.fields({ node: true }, done);
  }
}

export class SelectorQuery {
  private readonly asked: Asked[] = [];

  constructor(private owner: Caller | null) {}

  in(owner: Caller): this {
    this.owner = owner;
    return this;
  }

  select(selector: string): NodesRef {
    return new NodesRef(this, { owner: this.owner, selector, all: false });
  }

  selectAll(selector: string): NodesRef {
    return new NodesRef(this, { owner: this.owner, selector, all: true });
  }

  selectViewport(): NodesRef {
    return new NodesRef(this, { owner: this.owner, selector: null, all: false });
  }

  ask(asked: Asked): this {
    this.asked.push(asked);
    return this;
  }

  exec(done?: (results: unknown[]) => void): this {
    requestAnimationFrame(() => {
      const results = this.asked.map(answer);
      for (const [index, asked] of this.asked.entries()) asked.done?.(results[index]);
      done?.(results);
    });
    return this;
  }
}

/** Whatever is no page or component stands for the page. */
const ownerOf = (owner: Caller | null): Caller | undefined =>
  callerOf(owner) ?? phone.stack.current?.caller;

function answer({ owner, selector, all, fields }: Asked): unknown {
  const caller = ownerOf(owner);
  if (selector === null) return viewport(fields);
  const root = caller?._$.getShadowRoot();
  if (!root) return all ? [] : null;
  if (all) return root.querySelectorAll(selector).map((node) => describe(node, fields));
  const node = root.querySelector(selector);
  return node ? describe(node, fields) : null;
}

function viewport(fields: Fields): Fields {
  const page = phone.stack.current?.page.documentElement;
  if (!page) return {};
  const { clientWidth: width, clientHeight: height, scrollLeft, scrollTop } = page;
  const result: Fields = { id: '', dataset: {} };
  if (fields.rect) Object.assign(result, { left: 0, top: 0, right: width, bottom: height });
  if (fields.size) Object.assign(result, { width, height });
  if (fields.scrollOffset) {
    const { scrollWidth, scrollHeight } = page;
    Object.assign(result, { scrollLeft, scrollTop, scrollWidth, scrollHeight });
  }
  return result;
}

/** The DOM element of a node; a virtual host stands for its first child. */
export function elementOf(node: NonNullable<Node_>): HTMLElement | null {
  const own = node.getBackendElement() as unknown as HTMLElement | null;
  if (own) return own;
  const component = node as unknown as { getShadowRoot?: () => Element_ | null };
  for (const child of component.getShadowRoot?.()?.childNodes ?? []) {
    const found = 'getBackendElement' in child ? elementOf(child as NonNullable<Node_>) : null;
    if (found && 'getBoundingClientRect' in found) return found;
  }
  return null;
}

function describe(node: NonNullable<Node_>, fields: Fields): Fields {
  const element = elementOf(node);
  const result: Fields = {};
  if (fields.id) result.id = node.id;
  if (fields.dataset) result.dataset = { ...(node.dataset ?? {}) };
  if (!element) return result;
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  if (fields.rect) Object.assign(result, { left, top, right, bottom });
  if (fields.size) Object.assign(result, { width, height });
  if (fields.scrollOffset) {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element;
    Object.assign(result, { scrollLeft, scrollTop, scrollWidth, scrollHeight });
  }
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  for (const name of Array.isArray(fields.computedStyle) ? fields.computedStyle : []) {
    result[String(name)] = style?.[name as 'color'];
  }
  const instance = instanceOf(element);
  for (const name of Array.isArray(fields.properties) ? fields.properties : []) {
    result[String(name)] = instance?.host.get(String(name));
  }
  if (fields.node) result.node = instance?.behaviour.node?.() ?? null;
  if (fields.context) result.context = instance?.behaviour.node?.() ?? null;
  return result;
}

interface Margins {
  left?: number;
  right?: number;
  top?: number;
  bottom?: number;
}

/** A small intersection observer: against the viewport or one element. */
export class Intersections {
  private root: string | null = null;
  private margins: Margins = {};
  private readonly observers: IntersectionObserver[] = [];

  constructor(
    private readonly owner: Caller | null,
    private readonly options: { thresholds?: number[]; observeAll?: boolean } = {},
  ) {}

  relativeTo(selector: string, margins: Margins = {}): this {
    this.root = selector;
    this.margins = margins;
    return this;
  }

  relativeToViewport(margins: Margins = {}): this {
    this.root = null;
    this.margins = margins;
    return this;
  }

  observe(selector: string, listener: (entry: Fields) => void): void {
    const caller = ownerOf(this.owner);
    const shadow = caller?._$.getShadowRoot();
    if (!shadow) return;
    const found = this.options.observeAll
      ? shadow.querySelectorAll(selector)
      : [shadow.querySelector(selector)];
    const nodes = new Map<Element, NonNullable<Node_>>();
    for (const node of found) {
      const element = node && elementOf(node);
      if (element) nodes.set(element, node);
    }
    const elements = [...nodes.keys()];
    const page = elements[0]?.ownerDocument;
    const view = page?.defaultView;
    if (!page || !view) return;
    const rootNode = this.root ? shadow.querySelector(this.root) : null;
    const { top = 0, right = 0, bottom = 0, left = 0 } = this.margins;
    const watch = new (view as Window & typeof globalThis).IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const node = nodes.get(entry.target);
          listener({
            id: node?.id ?? '',
            dataset: { ...(node?.dataset ?? {}) },
            intersectionRatio: entry.intersectionRatio,
            intersectionRect: entry.intersectionRect,
            boundingClientRect: entry.boundingClientRect,
            relativeRect: entry.rootBounds,
            time: entry.time,
          });
        }
      },
      {
        root: (rootNode && elementOf(rootNode)) || page,
        rootMargin: `${top}px ${right}px ${bottom}px ${left}px`,
        threshold: this.options.thresholds ?? [0],
      },
    );
    for (const element of elements) watch.observe(element);
    this.observers.push(watch);
  }

  disconnect(): void {
    for (const watch of this.observers.splice(0)) watch.disconnect();
  }
}

/** Gives every page and component the queries that WeChat's have. */
export function patchQueries(): void {
  callerPrototype.createSelectorQuery = function (this: Caller) {
    return new SelectorQuery(this);
  };
  callerPrototype.createIntersectionObserver = function (this: Caller, options?: object) {
    return new Intersections(this, options);
  };
}
