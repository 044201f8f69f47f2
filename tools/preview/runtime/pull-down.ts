/** Pull-down refresh: three dots above the page, opened by a drag or by the page. */

const OPEN_AT = 60;
const HEIGHT = 48;

export class PullDown {
  private open = false;

  constructor(
    private readonly page: Document,
    private readonly refresh: () => void,
  ) {}

  /** A press has moved `dy` pixels down from where it began. */
  drag(dy: number, ended: boolean): void {
    if (this.open || this.page.documentElement.scrollTop > 0) return;
    if (!ended) {
      this.shift(Math.max(0, Math.min(dy / 2, HEIGHT * 1.5)), false);
      return;
    }
    if (dy > OPEN_AT) this.start();
    else this.shift(0, true);
  }

  start(): void {
    if (this.open) return;
    this.open = true;
    this.shift(HEIGHT, true);
    this.refresh();
  }

  stop(): void {
    this.open = false;
    this.shift(0, true);
  }

  private shift(pixels: number, animated: boolean): void {
    const { body } = this.page;
    body.style.transition = animated ? 'margin-top .2s' : 'none';
    body.style.marginTop = pixels > 0 ? `${pixels}px` : '';
    this.page.defaultView?.frameElement?.parentElement?.classList.toggle('pulling', pixels > 8);
  }
}
