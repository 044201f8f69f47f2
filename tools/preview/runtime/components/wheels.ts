/** picker-view: columns that snap, the middle row is the value. */
import { type BuiltIn, type Host, instanceOf } from './built-in';

interface Column {
  index(): number;
  show(row: number): void;
}

const columnsOf = (element: Element): Column[] =>
  [...element.querySelectorAll('wx-picker-view-column')].flatMap((one) => {
    const node = instanceOf(one)?.behaviour.node?.();
    return node ? [node as Column] : [];
  });

/** A wheel is a column that snaps; its middle row is the value. */
function setupColumn(host: Host) {
  const { element } = host;
  let settled = 0;
  const rowHeight = (): number =>
    (element.firstElementChild as HTMLElement | null)?.offsetHeight || 34;
  const index = (): number => Math.round(element.scrollTop / rowHeight());
  const pad = () => {
    const space = `${Math.max(0, (element.clientHeight - rowHeight()) / 2)}px`;
    element.style.paddingTop = space;
    element.style.paddingBottom = space;
  };
  return {
    attached() {
      requestAnimationFrame(pad);
      element.addEventListener('scroll', () => {
        clearTimeout(settled);
        settled = window.setTimeout(
          () => element.dispatchEvent(new CustomEvent('wx-settled', { bubbles: true })),
          120,
        );
      });
    },
    node: () => ({
      index,
      show: (row: number) =>
        requestAnimationFrame(() => {
          pad();
          element.scrollTop = row * rowHeight();
        }),
    }),
  };
}

function setupPickerView(host: Host) {
  const value = (): number[] => columnsOf(host.element).map((column) => column.index());
  const show = () => {
    const rows = (host.get('value') as number[] | null) ?? [];
    for (const [place, column] of columnsOf(host.element).entries()) column.show(rows[place] ?? 0);
  };
  return {
    attached() {
      host.element.addEventListener('wx-settled', () => {
        const now = value();
        if (JSON.stringify(now) === JSON.stringify(host.get('value'))) return;
        host.set('value', now);
        host.emit('change', { value: now });
        host.emit('pickend');
      });
    },
    changed(name: string) {
      if (name === 'value') requestAnimationFrame(show);
    },
    control: { value, reset: () => host.set('value', []) },
  };
}

export const WHEELS: readonly BuiltIn[] = [
  {
    name: 'picker-view',
    properties: {
      value: [],
      indicatorStyle: '',
      indicatorClass: '',
      maskStyle: '',
      maskClass: '',
      immediateChange: false,
    },
    setup: setupPickerView,
  },
  { name: 'picker-view-column', setup: setupColumn },
];
