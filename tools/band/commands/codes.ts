/** The three codes of a production run: what a printer takes, each held to what the app reads from it. */
import { readFileSync } from 'node:fs';
import { MODELS, type Model, makerOf, modelOf } from '../../../miniprogram/contract/makers';
import { isPlaceholder } from '../../../miniprogram/contract/serial';
import { normalSerial, parseBandCode, sceneOf } from '../../../miniprogram/services/bands/code';
import { Mistake } from '../mistake';

const USE = 'codes <model> <serials.csv>';
const HEAD = 'serial,link,scene,barcode';

/** Prints a table of codes; what cannot be printed goes to stderr, and then 1. */
export async function codesCommand([id, file]: readonly string[]): Promise<number> {
  if (!id || !file) throw new Mistake(`Say for which model and serials: ${USE}.`);
  const model = modelOf(id);
  if (!model) {
    const known = MODELS.map((one) => one.id).join(', ');
    throw new Mistake(`There is no model "${id}": ${known}.`);
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Mistake(`${file} cannot be read: give a file with a serial a line.`);
  }
  const { rows, faults } = codesOf(model, text);
  console.log([HEAD, ...rows].join('\n'));
  for (const fault of faults) console.error(`${file}: ${fault}`);
  return faults.length > 0 ? 1 : 0;
}

/**
 * A row for every serial: the link on the maker's first domain (empty where it has none), the scene of
 * a mini-program code and the barcode (empty where one does not fit). The serial is the first column
 * of a line; blank lines, and a first line that says "serial", are passed over.
 */
export function codesOf(model: Model, text: string): { rows: string[]; faults: string[] } {
  const domain = makerOf(model.maker)?.domains?.[0];
  const faults = domain
    ? []
    : [`${model.maker} has no domain in the catalogue, so there are no links`];
  const seen = new Map<string, number>();
  const rows: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const serial = line
      .split(/[,;\t]/)[0]!
      .trim()
      .replace(/^"|"$/g, '');
    if (serial === '' || (index === 0 && /^serial/i.test(serial))) continue;
    const link = domain ? `https://${domain}/b/${model.id}/${serial}` : '';
    const codes = [link, sceneOf(model.id, serial) ?? '', serial].map((code) =>
      reads(code, serial) ? code : '',
    );
    const fault = faultOf(serial, codes, seen.get(normalSerial(serial)));
    seen.set(normalSerial(serial), index + 1);
    if (fault) faults.push(`line ${index + 1}, "${serial}", ${fault}`);
    else rows.push([serial, ...codes].join(','));
  }
  return { rows, faults };
}

/** Whether the app reads this serial from the code. */
function reads(code: string, serial: string): boolean {
  const read = parseBandCode(code);
  return read.kind === 'band' && read.serial === normalSerial(serial);
}

function faultOf(serial: string, codes: readonly string[], before?: number): string | null {
  if (before !== undefined) return `stands in line ${before} already`;
  if (isPlaceholder(serial)) return 'is what firmware says that was given none';
  if (codes.some((code) => code !== '')) return null;
  return 'fits no code: it has not 1 to 32 letters, digits, dashes or underscores';
}
