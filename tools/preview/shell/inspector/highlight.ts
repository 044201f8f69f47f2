/** A frame around something in a phone, drawn over the stage: the page itself is left as it is. */
import { h } from '../../runtime/dom';

export class Highlight {
  private readonly box = h('div', { class: 'highlight', 'aria-hidden': 'true', hidden: true });

  constructor() {
    document.body.append(this.box);
  }

  /** @param element of a page in a phone; null takes the frame away. */
  around(element: Element | null): void {
    const view = element?.ownerDocument.defaultView;
    this.box.hidden = !element || !view;
    if (!element || !view) return;
    let { left, top, width, height } = element.getBoundingClientRect();
    for (let frame = view.frameElement; frame; ) {
      const edge = frame.getBoundingClientRect();
      const scale = edge.width / (frame as HTMLElement).clientWidth;
      [left, top] = [edge.left + left * scale, edge.top + top * scale];
      [width, height] = [width * scale, height * scale];
      frame = frame.ownerDocument.defaultView?.frameElement ?? null;
    }
    Object.assign(this.box.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
  }

  remove(): void {
    this.box.remove();
  }
}
