/** What the wheels of a picker offer in each mode, and what a choice means. */
import { shanghaiTime } from '../../clock';
import { phone } from '../phone';
import type { Host } from './built-in';
import { REGIONS } from './regions';

export interface Wheels {
  /** The columns while these rows are chosen: later columns may follow earlier ones. */
  columns(rows: readonly number[]): string[][];
  /** The rows to begin with. */
  rows: number[];
  /** The event's detail for chosen rows. */
  detail(rows: readonly number[]): { value: unknown; [field: string]: unknown };
}

const labels = (host: Host, items: unknown): string[] => {
  const key = host.text('rangeKey');
  return (Array.isArray(items) ? items : []).map((item) =>
    key ? String((item as Record<string, unknown>)[key]) : String(item),
  );
};

const several = (host: Host): string[][] =>
  ((host.get('range') as unknown[] | null) ?? []).map((one) => labels(host, one));

function multi(host: Host): Wheels {
  const chosen = host.get('value') as number[] | null;
  return {
    columns: () => several(host),
    rows: several(host).map((_, place) => Number(chosen?.[place] ?? 0)),
    detail: (rows) => ({ value: [...rows] }),
  };
}

function single(host: Host): Wheels {
  return {
    columns: () => [labels(host, host.get('range'))],
    rows: [Number(host.get('value') ?? 0)],
    detail: ([row]) => ({ value: row }),
  };
}

/** A number with its lowest and highest value, which may depend on those before it. */
interface Digit {
  width: number;
  low: number;
  high(before: readonly number[]): number;
}

const TIME: readonly Digit[] = [
  { width: 2, low: 0, high: () => 23 },
  { width: 2, low: 0, high: () => 59 },
];

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

const DATE: readonly Digit[] = [
  { width: 4, low: 1900, high: () => 2100 },
  { width: 2, low: 1, high: () => 12 },
  { width: 2, low: 1, high: ([year = 0, month = 1]) => daysIn(year, month) },
];

const numbers = (text: string, mark: string): number[] => text.split(mark).map(Number);
const starts = (list: readonly number[], before: readonly number[]): boolean =>
  before.every((value, index) => value === list[index]);

/** Wheels of numbers between two limits: next to a limit there are fewer. */
function limited(host: Host, digits: readonly Digit[], mark: string, today: string): Wheels {
  const limit = (name: string) => (host.text(name) ? numbers(host.text(name), mark) : []);
  const [from, to] = [limit('start'), limit('end')];
  const range = (place: number, before: readonly number[]): number[] => {
    const { low, high } = digits[place]!;
    const least = starts(from, before) ? (from[place] ?? low) : low;
    const most = starts(to, before) ? (to[place] ?? high(before)) : high(before);
    return Array.from({ length: Math.max(1, most - least + 1) }, (_, index) => least + index);
  };
  const walk = (pick: (list: number[], place: number) => number): number[][] => {
    const before: number[] = [];
    return digits.map((_, place) => {
      const list = range(place, before);
      before.push(pick(list, place));
      return list;
    });
  };
  const at = (rows: readonly number[]) => (list: number[], place: number) =>
    list[Math.min(rows[place] ?? 0, list.length - 1)]!;
  const chosen = numbers(host.text('value') || today, mark);
  const near = (list: number[], place: number) =>
    list.find((one) => one >= (chosen[place] ?? 0)) ?? list.at(-1)!;
  const written = (value: number, place: number) =>
    String(value).padStart(digits[place]!.width, '0');
  return {
    columns: (rows) => walk(at(rows)).map((list, place) => list.map((one) => written(one, place))),
    rows: walk(near).map((list, place) => list.indexOf(near(list, place))),
    detail: (rows) => {
      const lists = walk(at(rows));
      return {
        value: lists.map((list, place) => written(at(rows)(list, place), place)).join(mark),
      };
    },
  };
}

function date(host: Host): Wheels {
  const fields = { year: 1, month: 2, day: 3 }[host.text('fields')] ?? 3;
  const today = shanghaiTime(phone.hub.clock.now()).slice(0, 10);
  return limited(host, DATE.slice(0, fields), '-', today);
}

const CODE_DIGITS = 6;

function region(host: Host): Wheels {
  const levels = { province: 1, city: 2 }[host.text('level')] ?? 3;
  const own = host.text('customItem') ? [host.text('customItem')] : [];
  const names = (rows: readonly number[]): string[][] => {
    const provinces = Object.keys(REGIONS);
    const { cities = {} } = REGIONS[provinces[(rows[0] ?? 0) - own.length] ?? ''] ?? {};
    const city = Object.keys(cities)[(rows[1] ?? 0) - own.length] ?? '';
    const columns = [provinces, Object.keys(cities), cities[city] ?? []];
    return columns.slice(0, levels).map((list) => [...own, ...list]);
  };
  const begin = (host.get('value') as string[] | null) ?? [];
  const rows: number[] = [];
  for (let place = 0; place < levels; place += 1) {
    rows.push(Math.max(0, names(rows)[place]?.indexOf(begin[place] ?? '') ?? 0));
  }
  return {
    columns: names,
    rows,
    detail: (now) => {
      const value = names(now).map((list, place) => list[now[place] ?? 0] ?? '');
      const digits = [REGIONS[value[0] ?? '']?.code, pad(now[1]), pad(now[2])];
      const code = value.map((_, place) =>
        digits
          .slice(0, place + 1)
          .join('')
          .padEnd(CODE_DIGITS, '0'),
      );
      return { value, code, postcode: '' };
    },
  };
}

const pad = (row = 0): string => String(row + 1).padStart(2, '0');

export function wheelsOf(host: Host): Wheels {
  switch (host.text('mode')) {
    case 'multiSelector':
      return multi(host);
    case 'time':
      return limited(host, TIME, ':', '00:00');
    case 'date':
      return date(host);
    case 'region':
      return region(host);
    default:
      return single(host);
  }
}
