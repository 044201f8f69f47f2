/** Which declarations the mini program needs, held against the list that an operator copies to the console. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { filesBelow, MINIPROGRAM, ROOT, slashed } from '../files';
import { KINDS } from './kinds';

/** Where the list is, and its heading there. */
const CHECKS = 'docs/DEVICE-CHECKS.md';
const HEADING = '## Declarations';

/** An interface that is used: which, what it must be declared as, and where it is first seen. */
export interface Use {
  name: string;
  kind: string;
  file: string;
}

/** Every interface of `KINDS` that scripts or views below a folder name; comments do not count. */
export async function usesBelow(folder: string): Promise<Use[]> {
  const found = new Map<string, Use>();
  for (const path of await filesBelow(folder, (name) => /\.(ts|wxml)$/.test(name))) {
    const view = path.endsWith('.wxml');
    const raw = readFileSync(path, 'utf8');
    // Most name none, and need not be compiled to be sure.
    if (!NAMES.some((name) => raw.includes(name))) continue;
    const text = code(raw, view);
    for (const { kind, apis, attributes = [] } of KINDS) {
      const names = view
        ? attributes.filter((one) => text.includes(one))
        : apis.filter((one) => new RegExp(`\\b${one}\\b`).test(text));
      for (const name of names) {
        if (!found.has(name)) found.set(name, { name, kind, file: slashed(folder, path) });
      }
    }
  }
  return [...found.values()];
}

const NAMES = KINDS.flatMap(({ apis, attributes = [] }) => [...apis, ...attributes]);

const code = (text: string, view: boolean): string =>
  view
    ? text.replace(/<!--[\s\S]*?-->/g, '')
    : transformSync(text, { loader: 'ts', minifyWhitespace: true, legalComments: 'none' }).code;

/**
 * One sentence for every interface without its line, and for every line without use: WeChat's review
 * refuses what is declared for nothing. A line is `- [ ] 蓝牙: `openBluetoothAdapter`, why`.
 * @param text what docs/DEVICE-CHECKS.md has
 */
export function gaps(uses: readonly Use[], text: string): string[] {
  const section = text.split(HEADING)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('- '));
  const lineOf = (kind: string) => lines.find((line) => line.includes(`] ${kind}:`)) ?? '';
  const wrong = uses
    .filter(({ kind, name }) => !lineOf(kind).includes(`\`${name}\``))
    .map(
      ({ kind, name, file }) =>
        `${CHECKS}: ${HEADING.slice(3)} has no ${kind} with \`${name}\`, which miniprogram/${file} uses.`,
    );
  const used = new Set(uses.map(({ name }) => name));
  const idle = NAMES.filter((name) => section.includes(`\`${name}\``) && !used.has(name));
  return [
    ...wrong,
    ...idle.map(
      (name) => `${CHECKS}: ${HEADING.slice(3)} has \`${name}\`, which nothing uses any more.`,
    ),
  ];
}

/** The same for this project. */
export const declarationComplaints = async (): Promise<string[]> =>
  gaps(await usesBelow(MINIPROGRAM), readFileSync(join(ROOT, CHECKS), 'utf8'));
