/** One built-in component in a page, as its set-up sees it. */
import type { GeneralComponent } from 'glass-easel';
import type { Caller } from '../framework';

export const elementOf = (component: GeneralComponent): HTMLElement | null =>
  component.getBackendElement() as unknown as HTMLElement | null;

export const fieldOf = (component: GeneralComponent, name: string): unknown =>
  (component.data as Record<string, unknown>)[name];

/** An event names the page's or component's own object, behind which the component is. */
function rawOf(target: unknown): GeneralComponent {
  const { _$: raw } = target as Partial<Caller>;
  return raw ?? (target as GeneralComponent);
}

export class Host {
  private readonly undo: (() => void)[] = [];

  constructor(
    readonly component: GeneralComponent,
    readonly element: HTMLElement,
  ) {}

  get page(): Document {
    return this.element.ownerDocument;
  }

  get(name: string): unknown {
    return fieldOf(this.component, name);
  }

  text(name: string): string {
    return String(this.get(name) ?? '');
  }

  number(name: string): number {
    return Number(this.get(name));
  }

  flag(name: string): boolean {
    return Boolean(this.get(name));
  }

  /** Changes an own property; model bindings follow. */
  set(name: string, value: unknown): void {
    this.component.setData({ [name]: value });
  }

  /** An event of this component; `bubbles` as in the document of the component. */
  emit(type: string, detail: unknown = {}, bubbles = false): void {
    this.component.triggerEvent(type, detail, { bubbles, composed: bubbles });
  }

  /** Runs on an event that reaches this component; `from` is the element it began at. */
  on(type: string, listener: (detail: unknown, from: Element | null) => void): void {
    this.component.addListener(type, ({ detail, target }) => {
      listener(detail, elementOf(rawOf(target)));
    });
  }

  /** Runs when the component leaves the page. */
  later(undo: () => void): void {
    this.undo.push(undo);
  }

  /** It leaves the page. */
  leave(): void {
    for (const undo of this.undo.splice(0)) undo();
  }
}
