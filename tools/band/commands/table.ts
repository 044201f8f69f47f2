import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { MODELS, makerOf } from '../../../miniprogram/contract/makers';
import type { BandDriver, Feature, ProtocolSource } from '../../../miniprogram/protocols/driver';
import { ROOT } from '../../build/files';

const README = join(ROOT, 'README.md');
const BEGIN = '<!-- bands: npm run band -- table -->';
const END = '<!-- /bands -->';

const COLUMNS: readonly (readonly [Feature, string])[] = [
  ['steps', 'steps'],
  ['history', 'history'],
  ['distance', 'distance'],
  ['energy', 'energy'],
  ['sleep', 'sleep'],
  ['live', 'live'],
  ['heart-rate', 'heart rate'],
  ['battery', 'battery'],
  ['time', 'clock'],
  ['goal', 'goal'],
  ['find', 'find'],
];
const MARKS: Record<ProtocolSource, string> = {
  maker: 'M',
  'several-implementations': 'S',
  'single-source': '1',
  assumed: 'a',
};

/** The table of supported bands, from the registry and the catalogue. */
export function bandsTable(drivers: readonly BandDriver[] = DRIVERS): string {
  const head = ['protocol', 'bands', ...COLUMNS.map(([, name]) => name)];
  const rows = drivers.map(({ id, features }) => {
    const models = MODELS.filter(({ protocols }) => protocols.includes(id));
    const marks = COLUMNS.map(([feature]) => {
      const source = features[feature];
      return source ? MARKS[source] : '';
    });
    return [`[${id}](miniprogram/bands/${id}/PROTOCOL.md)`, namesOf(models), ...marks];
  });
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((cells) => cells[at]!.length)));
  const centred = (text: string, width: number) =>
    text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width);
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : centred(cell, widths[at]!))).join(' | ')} |`;
  const rule = widths.map((width, at) =>
    at < 2 ? '-'.repeat(width) : `:${'-'.repeat(width - 2)}:`,
  );
  return [
    line(head),
    `| ${rule.join(' | ')} |`,
    ...rows.map(line),
    '',
    "Where the facts come from: **M** the maker's own text, **S** several independent " +
      'implementations, **1** a single source, **a** assumed, seen on the virtual band only. ' +
      'None was tried on a real band.',
  ].join('\n');
}

/** "Honor Band 3, 4, 5": models that share all words but the last stand together. */
function namesOf(models: readonly { name: { en: string }; maker: string }[]): string {
  const groups: { stem: string; tails: string[] }[] = [];
  for (const { name, maker } of models) {
    const [, stem = name.en, tail = ''] = /^(.* Band) (\d.*)$/.exec(name.en) ?? [];
    const known = groups.find((group) => group.stem === stem);
    const text = tail || (makerOf(maker) ? '' : maker);
    if (known) known.tails.push(text);
    else groups.push({ stem, tails: [text] });
  }
  return groups
    .map(({ stem, tails }) => `${stem} ${tails.filter((tail) => tail !== '').join(', ')}`.trim())
    .join('; ');
}

/** README.md with the table of now between its marks. */
export function withTable(readme: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md has no ${BEGIN} … ${END}`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${bandsTable()}\n\n${readme.slice(to)}`;
}

/** Writes the table into README.md. */
export async function tableCommand(): Promise<number> {
  const before = readFileSync(README, 'utf8');
  const after = withTable(before);
  if (after !== before) writeFileSync(README, after);
  console.log(after === before ? 'README.md was up to date.' : 'README.md has the table of now.');
  return 0;
}
