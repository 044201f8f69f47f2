/** The 7-field cron of timer triggers: second minute hour day month weekday year, in UTC+8. */

const OFFSET_MS = 8 * 3600 * 1000;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  /** Undefined for `*` and `?`. */
  values: ReadonlySet<number> | undefined;
}

export interface Cron {
  text: string;
  fields: readonly Field[];
}

const RANGES: readonly (readonly [name: string, low: number, high: number])[] = [
  ['second', 0, 59],
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day', 1, 31],
  ['month', 1, 12],
  ['weekday', 0, 6],
  ['year', 1970, 2099],
];

function numberOf(text: string, at: number): number {
  const names = at === 4 ? MONTHS : at === 5 ? DAYS : [];
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + (at === 4 ? 1 : 0);
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return at === 5 && value === 7 ? 0 : value;
}

function parseField(text: string, at: number): Field {
  const [name, low, high] = RANGES[at]!;
  if (text === '*' || text === '?') return { values: undefined };
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', stepText] = part.split('/');
    const step = stepText === undefined ? 1 : Number(stepText);
    let [from, to] = [low, high];
    if (range !== '*') {
      const [first = '', last] = range.split('-');
      from = numberOf(first, at);
      to = last !== undefined ? numberOf(last, at) : stepText !== undefined ? high : from;
    }
    const valid = from >= low && to <= high && from <= to && Number.isInteger(step) && step > 0;
    if (!valid) throw new Error(`"${part}" is not a valid ${name} (${low} to ${high}).`);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return { values };
}

/**
 * Parses a trigger's `config`.
 * @throws Error saying which field is wrong
 */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== 7) {
    throw new Error(
      `"${text}" has ${parts.length} fields; second minute hour day month weekday year are 7.`,
    );
  }
  return { text, fields: parts.map(parseField) };
}

function allows(field: Field | undefined, value: number): boolean {
  return !field?.values || field.values.has(value);
}

function dayAllowed(fields: readonly Field[], date: Date): boolean {
  const day = fields[3];
  const weekday = fields[5];
  const both = !!day?.values && !!weekday?.values;
  const byDay = allows(day, date.getUTCDate());
  const byWeekday = allows(weekday, date.getUTCDay());
  // Both given: either is enough, as the platform documents.
  return both ? byDay || byWeekday : byDay && byWeekday;
}

/** The first moment strictly after `after` (ms) the trigger is due, or undefined within 5 years. */
export function nextRun(cron: Cron, after: number): number | undefined {
  const [second, minute, hour, , month, , year] = cron.fields;
  const date = new Date(Math.floor(after / 1000) * 1000 + 1000 + OFFSET_MS);
  const end = after + 5 * 366 * 86_400_000;
  while (date.getTime() - OFFSET_MS <= end) {
    if (!allows(year, date.getUTCFullYear()) || !allows(month, date.getUTCMonth() + 1)) {
      date.setUTCMonth(date.getUTCMonth() + 1, 1);
      date.setUTCHours(0, 0, 0);
    } else if (!dayAllowed(cron.fields, date)) {
      date.setUTCDate(date.getUTCDate() + 1);
      date.setUTCHours(0, 0, 0);
    } else if (!allows(hour, date.getUTCHours())) {
      date.setUTCHours(date.getUTCHours() + 1, 0, 0);
    } else if (!allows(minute, date.getUTCMinutes())) {
      date.setUTCMinutes(date.getUTCMinutes() + 1, 0);
    } else if (!allows(second, date.getUTCSeconds())) {
      date.setUTCSeconds(date.getUTCSeconds() + 1);
    } else return date.getTime() - OFFSET_MS;
  }
  return undefined;
}
