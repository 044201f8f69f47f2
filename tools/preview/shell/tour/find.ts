/** Finds what a tour points at, where a finger would: visible, and not behind something else. */
import type { Target } from '../../tour';

/** An element, and where it is in the preview's window. */
export interface Found {
  element: HTMLElement;
  x: number;
  y: number;
}

/** Null while it is not there, hidden, or covered. */
export function find(target: Target): Found | null {
  const { phone, text, css, id, nth = 0 } = target;
  const frame = phone === undefined ? null : frameOf(document, `[data-testid="phone-${phone}"]`);
  if (phone !== undefined && !frame?.contentDocument) return null;
  const around = frame?.contentDocument ?? document;
  const own = id ? `[data-testid="${id}"]` : phone === undefined ? css : undefined;
  if (own) {
    const says = (element: Element) => !text || (element.textContent ?? '').includes(text);
    const elements = [...around.querySelectorAll(own)].filter(isDrawn).filter(says);
    return visible(at(elements, nth), [frame]);
  }
  const inner = frameOf(around, 'iframe.page.current');
  const page = inner?.contentDocument;
  if (!page?.body) return null;
  const elements = css ? [...page.querySelectorAll(css)] : saying(page, text ?? '');
  return visible(at(elements.filter(isDrawn), nth), [frame, inner]);
}

const at = (list: ArrayLike<Element>, index: number) => list[index] as HTMLElement | undefined;

const frameOf = (within: Document, selector: string) =>
  within.querySelector<HTMLIFrameElement>(selector);

const isDrawn = (element: Element): boolean =>
  element.checkVisibility() && element.getClientRects().length > 0;

/** The innermost elements that say it: exactly, or else among other words. */
function saying(page: Document, text: string): Element[] {
  const all = [...page.body.querySelectorAll('*')].filter(isDrawn);
  const said = (element: Element) => (element.textContent ?? '').trim();
  const label = (element: Element) => element.getAttribute('aria-label') ?? '';
  const exact = all.filter((one) => said(one) === text || label(one) === text);
  const found = exact.length > 0 ? exact : all.filter((one) => said(one).includes(text));
  return found.filter((one) => !found.some((other) => other !== one && one.contains(other)));
}

function visible(element: HTMLElement | undefined, frames: (HTMLIFrameElement | null)[]) {
  if (!element || !isDrawn(element)) return null;
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const box = element.getBoundingClientRect();
  let [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  // What lets fingers through, such as a toast, lies above whatever they would meet.
  const { pointerEvents } = getComputedStyle(element);
  const top = element.ownerDocument.elementFromPoint(x, y);
  const met = top && (element.contains(top) || top.contains(element));
  if (!met && pointerEvents !== 'none') return null;
  for (const frame of frames.filter((one) => one !== null).reverse()) {
    const edge = frame.getBoundingClientRect();
    const scale = edge.width / frame.clientWidth;
    [x, y] = [edge.left + x * scale, edge.top + y * scale];
  }
  return { element, x, y };
}
