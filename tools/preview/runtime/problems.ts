/** What is wrong with a page, in words on the page itself: it is never blank without a reason. */
import { refusals } from '../wx/call';
import { sentenceOf } from './places';

const SHOWN = 8;
/** A page may wait for an answer before it draws. */
const EMPTY_MS = 1200;

export class Problems {
  private readonly said = new Set<string>();
  private box: HTMLElement | null = null;

  constructor(
    private readonly page: Document,
    private readonly path: string,
  ) {}

  /** @param wrong an error, or the build's words. */
  add(wrong: unknown): void {
    this.say(typeof wrong === 'string' ? wrong : sentenceOf(wrong), 'wx-problem');
  }

  /** A page that draws nothing says so, with what it asked of the phone in vain. */
  watchEmpty(): void {
    setTimeout(() => {
      if (this.box || !this.page.defaultView || !isEmpty(this.page.body)) return;
      const asked = refusals.slice(-3).map((one) => `\n${one}`);
      this.say(
        `${this.path} 没有画出任何内容 · draws nothing${asked.join('')}`,
        'wx-problem quiet',
      );
    }, EMPTY_MS);
  }

  private say(text: string, kind: string): void {
    // An error may repeat what the build has said.
    if ([...this.said].some((one) => text.includes(one)) || this.said.size >= SHOWN) return;
    this.said.add(text);
    if (!this.box) {
      this.box = this.page.createElement('aside');
      this.box.className = kind;
      this.box.dataset.testid = 'page-problem';
      this.page.documentElement.append(this.box);
    }
    const line = this.page.createElement('p');
    line.textContent = text;
    this.box.append(line);
  }
}

const DRAWN = 'img[src],canvas,input,textarea,svg,.wx-placeholder,wx-icon,wx-switch,wx-slider';

/** No text, no picture, nothing with a colour of its own. */
function isEmpty(body: HTMLElement): boolean {
  if (body.querySelector(DRAWN)) return false;
  const view = body.ownerDocument.defaultView;
  return ![...body.querySelectorAll('*')].some((element) => {
    if (element.tagName === 'WX-PAGE' || element.getClientRects().length === 0) return false;
    if ([...element.childNodes].some(isWords)) return true;
    const { backgroundImage, backgroundColor } = view?.getComputedStyle(element) ?? {};
    const coloured = !/, 0\)$|transparent/.test(backgroundColor ?? 'transparent');
    return element.clientHeight > 0 && (backgroundImage !== 'none' || coloured);
  });
}

const isWords = (node: Node): boolean =>
  node.nodeName === '#text' && (node.textContent ?? '').trim() !== '';
