/** The hand that plays a tour: a pointer that is seen to move, and the events of a finger. */

import { h } from '../../runtime/dom';
import type { Act, Target } from '../../tour';
import { type Found, find } from './find';

/** Somebody who looks on would have given up; a machine that is busy has not. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 60;
/** How long the pointer is on its way, is down, and stays at least where it was lifted. */
const WAY_MS = 380;
const DOWN_MS = 100;
const REST_MS = 260;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class Hand {
  private readonly dot = h('div', { class: 'hand', testid: 'hand', 'aria-hidden': 'true' });
  /** Until then it stays where it is, while what it has tapped answers: `performance.now()`. */
  private staysUntil = 0;
  /** Nobody waits any more. */
  stopped = false;

  /**
   * @param pace 1 is for people to follow, 0 as fast as it goes.
   * @param deed does what nobody sees; rejects with what is wrong.
   */
  constructor(
    private readonly pace: number,
    private readonly deed: (id: string) => Promise<void>,
  ) {
    this.dot.style.transitionDuration = `${WAY_MS * pace}ms`;
    document.body.append(this.dot);
  }

  /** Rejects with a sentence when it cannot be done. */
  async do(act: Act): Promise<void> {
    if ('deed' in act) return this.deed(act.deed);
    if ('see' in act) {
      const { x, y } = await this.there(act.see);
      await this.point(x, y);
      return;
    }
    if ('tap' in act) return void (await this.tap(act.tap));
    write(await this.tap(act.into), act.write);
    this.rest();
  }

  away(): void {
    this.stopped = true;
    this.dot.remove();
  }

  private rest(): void {
    this.staysUntil = performance.now() + REST_MS * this.pace;
  }

  /**
   * Once it is there and stands still.
   * @param last where it was a moment ago.
   */
  private async there(target: Target, last: Found | null = null): Promise<Found> {
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      if (this.stopped) throw new Error('stopped');
      const found = find(target);
      if (found && last && found.x === last.x && found.y === last.y) return found;
      last = found;
      await wait(LOOK_MS);
    }
    throw new Error(`not there: ${JSON.stringify(target)}`);
  }

  private async point(x: number, y: number): Promise<void> {
    await wait(Math.max(0, this.staysUntil - performance.now()));
    this.dot.style.transform = `translate(${x}px, ${y}px)`;
    await wait(WAY_MS * this.pace);
  }

  /** What is pointed at may be drawn anew meanwhile: what is there then is tapped. */
  private async tap(target: Target): Promise<HTMLElement> {
    const seen = await this.there(target);
    await this.point(seen.x, seen.y);
    const { element } = await this.there(target, seen);
    this.dot.classList.add('down');
    press(element, 'mousedown');
    await wait(DOWN_MS * this.pace);
    press(element, 'mouseup');
    press(element, 'click');
    this.dot.classList.remove('down');
    this.rest();
    return element;
  }
}

/** On whatever is there for a finger: it may be inside the element. */
function press(element: HTMLElement, type: string): void {
  const box = element.getBoundingClientRect();
  const [clientX, clientY] = [box.left + box.width / 2, box.top + box.height / 2];
  const page = element.ownerDocument;
  const touched = page.elementFromPoint(clientX, clientY);
  const on = touched && element.contains(touched) ? touched : element;
  // The finger was lifted from a page that it closed.
  if (!page.defaultView) return;
  const { MouseEvent: Mouse } = page.defaultView as unknown as { MouseEvent: typeof MouseEvent };
  on.dispatchEvent(new Mouse(type, { bubbles: true, composed: true, clientX, clientY, button: 0 }));
}

/** The field itself, or the one inside. */
function write(element: HTMLElement, text: string): void {
  const field = element.matches('input, textarea')
    ? (element as HTMLInputElement)
    : element.querySelector<HTMLInputElement>('input, textarea');
  if (!field) throw new Error(`no field in ${element.className}`);
  const { Event: Happening } = field.ownerDocument.defaultView as unknown as {
    Event: typeof Event;
  };
  field.focus();
  field.value = text;
  field.dispatchEvent(new Happening('input', { bubbles: true }));
  field.dispatchEvent(new Happening('change', { bubbles: true }));
}
