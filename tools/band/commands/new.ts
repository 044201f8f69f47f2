import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { CARDS } from '../../../miniprogram/protocols/index';
import { ROOT } from '../../build/files';
import { Mistake } from '../mistake';

const TEMPLATE = join(ROOT, 'tools/band/template');

/** What a band remembers, and the folder of the template that starts from it. */
export const KINDS = {
  records: 'records of some minutes, let go once they are durable',
  days: 'whole days by the clock on the wall, which stay',
} as const;
export type Kind = keyof typeof KINDS;
export const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text);

/** The template's files for one kind of band, as paths below the template. */
const filesOf = (kind: Kind): string[] =>
  readdirSync(TEMPLATE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.startsWith(`${kind}/`) || !isKind(file.split('/')[0]!))
    .sort();

/** Where each file of the template goes, below the project. */
function placeOf(file: string, id: string): string {
  const name = file.replace(/\.txt$/, '').replace(/^(records|days)\//, '');
  if (name === 'card.ts') return `miniprogram/protocols/${id}.ts`;
  if (name === 'vectors.json') return `test/fixtures/${id}.vectors.json`;
  if (name.endsWith('.test.ts')) return `test/bands/${id}/${name}`;
  return `miniprogram/bands/${id}/${name}`;
}

/** Words of the example's code: a protocol of such a name would clash with them. */
const isWord = (name: string, kind: Kind): boolean => {
  const code = filesOf(kind).map((file) => readFileSync(join(TEMPLATE, file), 'utf8'));
  return code.some((text) => new RegExp(`\\b${name}\\b`).test(text));
};

const camel = (id: string): string =>
  id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The lowest no card has, above the one that takes what nobody else wants. */
function freePriority(): number {
  const taken = new Set(CARDS.map(({ match }) => match.priority));
  let free = 2;
  while (taken.has(free)) free++;
  return free;
}

/** Writes a protocol's first files below `root`; returns their places. */
export function scaffold(id: string, root = ROOT, kind: Kind = 'records'): string[] {
  const name = camel(id);
  const Name = name[0]!.toUpperCase() + name.slice(1);
  return filesOf(kind).map((file) => {
    const place = join(root, placeOf(file, id));
    const text = readFileSync(join(TEMPLATE, file), 'utf8')
      .replace(/__id__/g, id)
      .replace(/__name__/g, name)
      .replace(/__priority__/g, String(freePriority()))
      .replace(/__Name__/g, Name);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text, { flag: 'wx' });
    return relative(root, place);
  });
}

/** Starts a protocol, and says what is still to do. */
export async function newCommand(words: readonly string[]): Promise<number> {
  const [id, kind = 'records', ...more] = words;
  if (!id || !isKind(kind) || more.length > 0) {
    const kinds = Object.entries(KINDS).map(([name, what]) => `${name} (${what})`);
    throw new Mistake(
      `Name the protocol, and what the band remembers: new <id> [${Object.keys(KINDS).join('|')}]: ${kinds.join('; ')}.`,
    );
  }
  if (id.length > 31 || !/^[a-z][a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    throw new Mistake(
      `"${id}" is no name for a protocol: small letters, digits and dashes, a letter first.`,
    );
  }
  if (id === 'all' || isWord(camel(id), kind)) {
    throw new Mistake(`"${id}" is a word of the code: give the maker's or the band's name.`);
  }
  const taken = CARDS.some((card) => card.id === id);
  if (taken || existsSync(join(ROOT, 'miniprogram/bands', id))) {
    throw new Mistake(`There is a protocol "${id}" already: give another name.`);
  }
  for (const place of scaffold(id, ROOT, kind)) console.log(`wrote ${place}`);
  const name = camel(id);
  console.log(`
Now, as docs/ADD-A-BAND.md says:
  1. miniprogram/protocols/index.ts: import { card as ${name} } from './${id}', and a line in PROTOCOLS;
     miniprogram/bands/registry.ts: import { ${name} } from './${id}/driver', and the same line there;
     miniprogram/bands/lab/kits.ts: import { kit as ${name} } from '../${id}/kit', and the same line there
  2. miniprogram/contract/catalogue/models.ts: your models, with '${id}' in their protocols
  3. npm run band -- check ${id}: what passes, and what is still to write`);
  return 0;
}
