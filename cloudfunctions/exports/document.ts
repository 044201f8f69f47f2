/**
 * What a person takes along. The JSON has every document of theirs as the database has it, only a day's
 * slots as slots and not as their text, each with the SHA-256 of what is there; the CSV every slot, counter
 * and day as a row, each with that of the row. Both name the version of the counting rule and the offset
 * of the board's day, so that anybody can count the days again.
 */
import { createHash } from 'node:crypto';
import { BOARD_OFFSET_SECONDS, dayStart, SLOT_SECONDS } from '../../miniprogram/contract/activity';
import { RULE_VERSION } from '../../miniprogram/contract/counting';
import { type BandTold, type DayDoc, readTold } from '../activity';

export interface Line {
  collection: string;
  document: Readonly<Record<string, unknown>>;
}

/** What proves that a file is whole. */
export const sumOf = (text: string) => ({ bytes: Buffer.byteLength(text), sha256: sha256(text) });

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export const exportJson = (lines: readonly Line[], madeAt: number): string =>
  JSON.stringify({
    format: 'bandmates-export-1',
    madeAt,
    ruleVersion: RULE_VERSION,
    offsetSeconds: BOARD_OFFSET_SECONDS,
    lines: lines.map(({ collection, document: stored }) => {
      const document = collection === 'days' ? readable(stored as unknown as DayDoc) : stored;
      return { collection, sha256: sha256(JSON.stringify(document)), document };
    }),
  });

const readable = (day: DayDoc) => ({ ...day, told: day.told.map(readTold) });

const COLUMNS = [
  ...['kind', 'day', 'offset_seconds', 'band', 'class', 'slot', 'start_utc'],
  ...['steps', 'metres', 'kcal', 'rule_version', 'counts'],
];

type Cell = string | number | undefined;

/** Band by band, and of each its days; then the days as they were counted. */
export function exportCsv(days: readonly DayDoc[]): string {
  const told = days.flatMap((day) => day.told.map((one) => ({ day, told: readTold(one) })));
  told.sort((a, b) => (a.told.band < b.told.band ? -1 : a.told.band > b.told.band ? 1 : 0));
  const rows = [...told.flatMap((one) => bandRows(one.day, one.told)), ...days.map(dayRow)];
  const lines = rows.map((cells) => {
    const line = cells.map((cell) => cell ?? '').join(',');
    return `${line},${sha256(line)}`;
  });
  return `${[[...COLUMNS, 'sha256'].join(','), ...lines].join('\r\n')}\r\n`;
}

function bandRows({ day, total: { ruleVersion: version } }: DayDoc, told: BandTold): Cell[][] {
  const { band, virtual, slots, counter, counterDropped } = told;
  const from = dayStart(day);
  const kind = virtual ? 'virtual' : 'band';
  const head = (what: string) => [what, day, BOARD_OFFSET_SECONDS, band, kind];
  const rows: Cell[][] = Object.entries(slots).map(([slot, { steps, metres, kcal }]) => [
    ...head('slot'),
    ...[Number(slot), from + Number(slot) * SLOT_SECONDS, steps, metres, kcal, version, 1],
  ]);
  if (counter) {
    const { steps, metres, kcal } = counter;
    rows.push([
      ...head('counter'),
      ...[undefined, from, steps, metres, kcal, version, counterDropped ? 0 : 1],
    ]);
  }
  return rows;
}

const dayRow = ({ day, total }: DayDoc): Cell[] => [
  ...['day', day, BOARD_OFFSET_SECONDS, total.leading ?? undefined, total.sourceClass ?? undefined],
  ...[undefined, dayStart(day), total.steps, total.metres, total.kcal, total.ruleVersion, 1],
];
