/** picker: a sheet from below with wheels. */
import { shanghaiTime } from '../../clock';
import { phone } from '../phone';
import type { BuiltIn, Host } from './built-in';

const range = (from: number, to: number, digits = 2): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(digits, '0'));

const pad = (value: number): string => String(value).padStart(2, '0');

const labels = (host: Host, items: unknown): string[] => {
  const key = host.text('rangeKey');
  return (Array.isArray(items) ? items : []).map((item) =>
    key ? String((item as Record<string, unknown>)[key]) : String(item),
  );
};

interface Wheels {
  columns: string[][];
  rows: number[];
  /** The event's value for chosen rows. */
  value(rows: number[]): unknown;
}

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

function wheelsOf(host: Host): Wheels {
  const chosen = host.get('value');
  switch (host.text('mode')) {
    case 'multiSelector': {
      const columns = ((host.get('range') as unknown[] | null) ?? []).map((one) =>
        labels(host, one),
      );
      const rows = columns.map((_, place) => Number((chosen as number[] | null)?.[place] ?? 0));
      return { columns, rows, value: (now) => now };
    }
    case 'time': {
      const columns = [range(0, 23), range(0, 59)];
      const [hour = 0, minute = 0] = String(chosen || '00:00')
        .split(':')
        .map(Number);
      return { columns, rows: [hour, minute], value: (now) => now.map(pad).join(':') };
    }
    case 'date': {
      const first = Number(host.text('start').slice(0, 4)) || 1900;
      const last = Number(host.text('end').slice(0, 4)) || 2100;
      const today = shanghaiTime(phone.hub.clock.now()).slice(0, 10);
      const [year = 0, month = 1, day = 1] = String(chosen || today)
        .split('-')
        .map(Number);
      const fields = { year: 1, month: 2, day: 3 }[host.text('fields')] ?? 3;
      const columns = [range(first, last, 4), range(1, 12), range(1, 31)].slice(0, fields);
      return {
        columns,
        rows: [year - first, month - 1, day - 1].slice(0, fields),
        value: ([y = 0, m = 0, d = 0]) => {
          const safe = Math.min(d + 1, daysIn(first + y, m + 1));
          return [String(first + y), pad(m + 1), pad(safe)].slice(0, fields).join('-');
        },
      };
    }
    case 'region': {
      const places = [['上海市'], ['上海市'], ['黄浦区', '徐汇区', '浦东新区']];
      return {
        columns: places,
        rows: [0, 0, 0],
        value: (now) => now.map((row, place) => places[place]?.[row]),
      };
    }
    default:
      return {
        columns: [labels(host, host.get('range'))],
        rows: [Number(chosen ?? 0)],
        value: (now) => now[0],
      };
  }
}

const picker: BuiltIn = {
  name: 'picker',
  properties: {
    mode: 'selector',
    range: [],
    rangeKey: '',
    value: null,
    start: '',
    end: '',
    fields: 'day',
    headerText: '',
    disabled: false,
    level: 'region',
    customItem: '',
    name: '',
  },
  setup(host) {
    const open = () => {
      if (host.flag('disabled')) return;
      const { columns, rows, value } = wheelsOf(host);
      void phone
        .pick({
          title: host.text('headerText'),
          columns,
          rows,
          moved: (column, row) => host.emit('columnchange', { column, value: row }),
        })
        .then((chosen) => {
          if (!chosen) return host.emit('cancel');
          host.set('value', value(chosen));
          host.emit('change', { value: value(chosen) });
        });
    };
    host.on('tap', open);
    return {
      activate: open,
      control: { value: () => host.get('value'), reset: () => host.set('value', null) },
    };
  },
};

export const PICKER: readonly BuiltIn[] = [picker];
