/** Which tests prove a scenario: by the numbers that stand in their names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const TESTS = resolve(__dirname, '..');
const NUMBER = /\bR\d{1,2}-\d{1,2}\b/g;
const MARKS = ['<!-- scenarios -->', '<!-- /scenarios -->'] as const;
export const README = join(TESTS, 'README.md');

/** What no test of this folder can show, and what does. */
export const ELSEWHERE: Readonly<Record<string, string>> = {};

/** The numbers of docs/SCENARIOS.md, in its order. */
export function scenarios(): string[] {
  const text = readFileSync(resolve(TESTS, '../docs/SCENARIOS.md'), 'utf8');
  return [...text.matchAll(/^- \*\*(R\d+-\d+)\*\* /gm)].map(([, id]) => id!);
}

/** Files that name a scenario, below test/, by its number. */
export function named(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const files = readdirSync(TESTS, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(test\.ts|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const name = relative(TESTS, file).replaceAll('\\', '/');
    for (const id of new Set(readFileSync(file, 'utf8').match(NUMBER) ?? [])) {
      found.set(id, [...(found.get(id) ?? []), name]);
    }
  }
  return found;
}

/** test/README.md with the table as the tests are now. */
export function withTable(readme: string): string {
  const tests = named();
  const rows = scenarios().map((id) => {
    const files = (tests.get(id) ?? []).map((name) => `[${name}](${name})`);
    return `| ${id} | ${[...files, ...(ELSEWHERE[id] ? [ELSEWHERE[id]] : [])].join(', ')} |`;
  });
  const [before = '', rest = ''] = readme.split(MARKS[0]);
  const [, after = ''] = rest.split(MARKS[1]);
  const table = ['| scenario | proven by |', '|---|---|', ...rows].join('\n');
  return `${before}${MARKS[0]}\n${table}\n${MARKS[1]}${after}`;
}
