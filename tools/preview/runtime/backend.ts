/**
 * glass-easel draws into one page document per page, as WeChat gives every page a web view. Events
 * are ours: see gesture.ts.
 */
import { type domlikeBackend, glassEasel } from './framework';
import { withRpxStyle } from './units';

/** Tags that WeChat renders as `wx-…`; filled when built-in components are registered. */
export const BUILT_IN_TAGS = new Set<string>(['page']);

type DomElement = domlikeBackend.Element;

export class PageBackend extends glassEasel.CurrentWindowBackendContext {
  override document: {
    createElement(tagName: string): DomElement;
    createTextNode(content: string): DomElement;
    createDocumentFragment(): DomElement;
  };
  private readonly sheets: HTMLStyleElement[] = [];

  constructor(
    private readonly page: Document,
    private readonly theme: () => string,
    private readonly styleOf: (path: string) => string,
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

  override appendStyleSheetPath(path: string): number {
    const sheet = this.page.createElement('style');
    sheet.textContent = this.styleOf(path);
    sheet.dataset.wxss = path;
    this.page.head.appendChild(sheet);
    return this.sheets.push(sheet) - 1;
  }

  override disableStyleSheet(index: number): void {
    this.sheets[index]?.remove();
  }

  override render(done: (error: Error | null) => void): void {
    // A frame's own callbacks come before it is painted.
    requestAnimationFrame(() => setTimeout(() => done(null)));
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
