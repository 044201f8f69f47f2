/** What WeChat shows above a page: toast, loading, modal, action sheet, pickers, cards. */
import { h } from './dom';
import { tapped } from './user-tap';

export interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  confirmText?: string;
  cancelColor?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}

export interface SheetItem {
  label: string;
  /** A second, quieter line. */
  note?: string;
  colour?: string;
  testid?: string;
}

export interface PickOptions {
  title: string;
  /** The columns while these rows are chosen. */
  columns(rows: readonly number[]): string[][];
  rows: number[];
  moved(column: number, row: number): void;
  /** Called with what to call when the columns have changed. */
  opened?(refresh: () => void): void;
}

const ROW = 40;

export class Overlays {
  private toast: HTMLElement | null = null;
  private timer = 0;

  constructor(private readonly root: HTMLElement) {}

  showToast(
    title: string,
    icon: string,
    image: string | null,
    ms: number | null,
    mask: boolean,
  ): void {
    this.hideToast();
    const marks: Record<string, string> = { success: '✓', error: '!', loading: '' };
    const mark = marks[icon];
    const picture = image
      ? h('img', { src: image, alt: '', width: 40, height: 40 })
      : mark === undefined
        ? null
        : h('b', { class: icon === 'loading' ? 'spinner' : '' }, mark);
    const box = h(
      'div',
      { class: picture ? 'toast big' : 'toast', role: 'status' },
      picture,
      h('span', {}, title),
    );
    this.toast = h(
      'div',
      {
        class: mask ? 'toast-layer mask' : 'toast-layer',
        testid: icon === 'loading' ? 'loading' : 'toast',
      },
      box,
    );
    this.root.append(this.toast);
    if (ms !== null) this.timer = window.setTimeout(() => this.hideToast(), ms);
  }

  hideToast(): void {
    clearTimeout(this.timer);
    this.toast?.remove();
    this.toast = null;
  }

  /** Resolves to the choice and, when editable, the text. */
  modal(options: ModalOptions): Promise<{ confirm: boolean; text: string }> {
    return new Promise((resolve) => {
      const field = options.editable
        ? h('textarea', { class: 'modal-field', placeholder: options.placeholderText ?? '' })
        : null;
      if (field) field.value = options.content ?? '';
      const close = (confirm: boolean) => {
        layer.remove();
        tapped();
        resolve({ confirm, text: field?.value ?? '' });
      };
      const choice = (label: string, confirm: boolean, colour: string) =>
        h(
          'button',
          {
            testid: confirm ? 'modal-confirm' : 'modal-cancel',
            style: `color:${colour}`,
            onclick: () => close(confirm),
          },
          label,
        );
      const layer = this.layer(
        'centre',
        h(
          'div',
          { class: 'modal', role: 'dialog', 'aria-modal': 'true', testid: 'modal' },
          options.title ? h('h2', {}, options.title) : null,
          field ?? (options.content ? h('p', {}, options.content) : null),
          h(
            'div',
            { class: 'modal-choices' },
            options.showCancel === false
              ? null
              : choice(options.cancelText || '取消', false, options.cancelColor || 'inherit'),
            choice(options.confirmText || '确定', true, options.confirmColor || '#576b95'),
          ),
        ),
      );
      field?.focus();
    });
  }

  /** Resolves to the index, or null when dismissed. */
  sheet(items: SheetItem[], title?: string): Promise<number | null> {
    return new Promise((resolve) => {
      const close = (index: number | null) => {
        layer.remove();
        resolve(index);
      };
      const rows = items.map(({ label, note, colour, testid }, index) =>
        h(
          'button',
          {
            class: 'sheet-item',
            testid: testid ?? `sheet-item-${index}`,
            style: colour ? `color:${colour}` : undefined,
            onclick: () => close(index),
          },
          label,
          note ? h('small', {}, note) : null,
        ),
      );
      const cancel = h(
        'button',
        { class: 'sheet-item sheet-cancel', testid: 'sheet-cancel', onclick: () => close(null) },
        '取消',
      );
      const box = h(
        'div',
        { class: 'sheet', testid: 'sheet' },
        title ? h('p', { class: 'sheet-title' }, title) : null,
        ...rows,
        cancel,
      );
      const layer = this.layer('bottom', box, () => close(null));
    });
  }

  /** Resolves to the chosen rows, or null when cancelled. */
  pick({ title, columns, rows, moved, opened }: PickOptions): Promise<number[] | null> {
    return new Promise((resolve) => {
      const first = columns(rows);
      const chosen = first.map((_, place) => rows[place] ?? 0);
      const close = (result: number[] | null) => {
        layer.remove();
        resolve(result);
      };
      const wheels = first.map((_, place) => {
        const wheel = h('div', { class: 'wheel', testid: `wheel-${place}` });
        wheel.addEventListener('scroll', () => {
          const row = Math.round(wheel.scrollTop / ROW);
          // A wheel that is taken away rolls back; nobody has moved it.
          if (!wheel.isConnected || row === chosen[place]) return;
          chosen[place] = row;
          moved(place, row);
          draw();
        });
        return wheel;
      });
      /** Columns that follow others are written anew; those that stay keep their place. */
      const draw = () => {
        for (const [place, items] of columns(chosen).entries()) {
          const wheel = wheels[place];
          if (!wheel || wheel.dataset.items === items.join('\n')) continue;
          wheel.dataset.items = items.join('\n');
          const to = (row: number) => () => wheel.scrollTo({ top: row * ROW, behavior: 'smooth' });
          wheel.replaceChildren(
            ...items.map((item, row) => h('button', { onclick: to(row) }, item)),
          );
          chosen[place] = Math.min(chosen[place] ?? 0, Math.max(0, items.length - 1));
          wheel.scrollTop = (chosen[place] ?? 0) * ROW;
        }
      };
      const bar = h(
        'div',
        { class: 'pick-bar' },
        h('button', { testid: 'pick-cancel', onclick: () => close(null) }, '取消'),
        h('span', {}, title),
        h('button', { testid: 'pick-confirm', class: 'go', onclick: () => close(chosen) }, '确定'),
      );
      const layer = this.layer(
        'bottom',
        h('div', { class: 'sheet pick' }, bar, h('div', { class: 'wheels' }, ...wheels)),
        () => close(null),
      );
      draw();
      opened?.(draw);
    });
  }

  /** A full sheet with a title and a close button, for chats and pictures. */
  panel(title: string, content: HTMLElement, closed: () => void): { close(): void } {
    const close = () => {
      layer.remove();
      closed();
    };
    const head = h(
      'div',
      { class: 'panel-head' },
      h('h2', {}, title),
      h('button', { testid: 'panel-close', 'aria-label': '关闭', onclick: close }, '✕'),
    );
    const layer = this.layer(
      'bottom',
      h('div', { class: 'sheet panel', testid: 'panel' }, head, content),
      close,
    );
    return { close };
  }

  private layer(place: 'centre' | 'bottom', box: HTMLElement, outside?: () => void): HTMLElement {
    const layer = h('div', { class: `layer ${place}` }, box);
    layer.addEventListener('click', (event) => {
      if (event.target === layer) outside?.();
    });
    this.root.append(layer);
    return layer;
  }
}
