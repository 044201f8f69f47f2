/** rich-text: the tags and attributes that WeChat trusts; a script is only text that is not shown. */
import type { BuiltIn } from './built-in';

interface RichNode {
  type?: string;
  text?: string;
  name?: string;
  attrs?: Record<string, unknown>;
  children?: RichNode[] | string;
}

const TAGS = new Set(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  ),
);

const ATTRIBUTES = new Set(
  'class style src alt width height colspan rowspan align start type dir span valign color face size'.split(
    ' ',
  ),
);

function clean(page: Document, name: string, attributes: Iterable<[string, unknown]>): Element {
  const element = page.createElement(TAGS.has(name) ? name : 'div');
  for (const [key, value] of attributes) {
    if (!ATTRIBUTES.has(key)) continue;
    const text = String(value);
    // Nothing comes from the network; a picture of the package or of data does.
    if (key === 'src' && !/^(data:image|blob:|\/)/.test(text)) continue;
    if (key === 'style' && /url\(/.test(text)) continue;
    element.setAttribute(key, key === 'src' && text.startsWith('/') ? `/app${text}` : text);
  }
  return element;
}

/** A parsed tree made anew of what is trusted. */
function copied(page: Document, node: Node): Node | null {
  if (node.nodeType === Node.TEXT_NODE) return page.createTextNode(node.textContent ?? '');
  if (node.nodeType !== Node.ELEMENT_NODE) return null;
  const source = node as Element;
  const name = source.localName;
  if (['script', 'style', 'iframe', 'object', 'template', 'link', 'meta'].includes(name))
    return null;
  const attributes = [...source.attributes].map(
    ({ name: key, value }) => [key, value] as [string, string],
  );
  const element = clean(page, name, attributes);
  element.append(...copies(page, source));
  return element;
}

const copies = (page: Document, parent: Node): Node[] =>
  [...parent.childNodes].flatMap((child) => copied(page, child) ?? []);

function built(page: Document, node: RichNode): Node {
  if (node.type === 'text') return page.createTextNode(node.text ?? '');
  const element = clean(page, node.name ?? 'div', Object.entries(node.attrs ?? {}));
  element.append(...richNodes(page, node.children ?? []));
  return element;
}

function richNodes(page: Document, nodes: unknown): Node[] {
  if (Array.isArray(nodes)) return (nodes as RichNode[]).map((node) => built(page, node));
  // A document of its own: parsing loads nothing and runs nothing.
  return copies(page, new DOMParser().parseFromString(String(nodes ?? ''), 'text/html').body);
}

export const RICH_TEXT: readonly BuiltIn[] = [
  {
    name: 'rich-text',
    properties: { nodes: null, space: '', userSelect: false, mode: 'default' },
    setup: (host) => ({
      changed(name) {
        if (name !== 'nodes') return;
        host.element.replaceChildren(...richNodes(host.page, host.get('nodes')));
      },
    }),
  },
];
