/**
 * glass-easel draws into one page document per page, as WeChat gives every page a web view. Events
 * are ours: see gesture.ts.
 */
import { type domlikeBackend, glassEasel } from './framework';
import { withRpxStyle } from './units';

/** Tags that WeChat renders as `wx-…`; filled when built-in components are registered. */
export const BUILT_IN_TAGS = new Set<string>(['page']);

type DomElement = domlikeBackend.Element;

export interface Styles {
  /** A sheet as page documents get it. */
  of(path: string): string;
  /** Whether it reaches nothing but its component. */
  isOwn(path: string): boolean;
}

export class PageBackend extends glassEasel.CurrentWindowBackendContext {
  override document: {
    createElement(tagName: string): DomElement;
    createTextNode(content: string): DomElement;
    createDocumentFragment(): DomElement;
  };
  private readonly sheets: HTMLStyleElement[] = [];
  private readonly used = new Set<string>();
  /** Whether all that the page depends on has its place in the order of sheets. */
  private ordered = false;

  constructor(
    private readonly page: Document,
    private readonly theme: () => string,
    private readonly styles: Styles,
  ) {
    super();
    this.document = {
      createElement: (tag) => foreign(createElement(page, tag)),
      createTextNode: (content) => foreign(page.createTextNode(content)),
      createDocumentFragment: () => foreign(page.createDocumentFragment()),
    };
  }

  override getWindowWidth(): number {
    return this.page.documentElement.clientWidth;
  }

  override getWindowHeight(): number {
    return this.page.documentElement.clientHeight;
  }

  override getTheme(): string {
    return this.theme();
  }

  /** A sheet has its place from the beginning, and its text once a component needs it: most never do. */
  override appendStyleSheetPath(path: string): number {
    const known = this.sheets.findIndex(({ dataset }) => dataset.wxss === path);
    if (known >= 0) return known;
    const sheet = this.page.createElement('style');
    sheet.dataset.wxss = path;
    this.page.head.appendChild(sheet);
    if (this.used.has(path) || !this.styles.isOwn(path)) this.fill(sheet, path);
    return this.sheets.push(sheet) - 1;
  }

  /** The page was created: what comes now, in the place of a placeholder, has the last word. */
  order(): void {
    this.ordered = true;
  }

  /** A component of this path is on the page. */
  use(path: string): void {
    if (this.used.has(path)) return;
    this.used.add(path);
    const known = this.sheets.find(({ dataset }) => dataset.wxss === path);
    if (known) this.fill(known, path);
    else if (this.ordered) this.appendStyleSheetPath(path);
  }

  private fill(sheet: HTMLStyleElement, path: string): void {
    if (sheet.textContent === '') sheet.textContent = this.styles.of(path);
  }

  override disableStyleSheet(index: number): void {
    this.sheets[index]?.remove();
  }

  override render(done: (error: Error | null) => void): void {
    // A frame's callbacks come before it is painted: what was drawn is seen when the next one has begun.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(null))));
  }

  override getRootNode(): DomElement {
    return foreign(this.page.body);
  }

  override onEvent(): void {
    // Events are dispatched by gesture.ts and by the built-in components.
  }

  override setListenerStats(): void {
    // No native listener per element: the same reason.
  }
}

/** The framework's view of a DOM node is structural and a little wider than the DOM's own. */
const foreign = (node: Node): DomElement => node as unknown as DomElement;

function createElement(page: Document, tag: string): HTMLElement {
  const element = page.createElement(BUILT_IN_TAGS.has(tag) ? `wx-${tag}` : customTag(tag));
  const setAttribute = element.setAttribute.bind(element);
  element.setAttribute = (name, value) =>
    setAttribute(name, name === 'style' ? withRpxStyle(String(value)) : value);
  return element;
}

/** A component may be called `table`: never let HTML give it a meaning. */
const customTag = (tag: string): string => (tag.includes('-') ? tag : `wx-x-${tag}`);
