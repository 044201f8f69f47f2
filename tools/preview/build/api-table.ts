/**
 * The module `preview:api`: what WeChat's own type package says there is in `wx`. Its file is
 * generated and laid out evenly, so that lines are enough to read it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

export interface ApiTable {
  /** Members of `wx` by name. */
  apis: Record<string, ApiEntry>;
  /** Methods and fields of the objects that apis give, by the object's name. */
  objects: Record<string, string[]>;
}

export interface ApiEntry {
  /** Parameters of the options object, with the values a parameter may have where they are words. */
  object?: Record<string, string[]>;
  /** Whether it takes `fail`. */
  fails?: true;
  /** Fields of what `success` gets. */
  success?: string[];
  /** Name of the object it returns; `objects` knows its members, where this package does. */
  returns?: string;
}

const { resolve } = createRequire(join(import.meta.dirname ?? __dirname, 'api-table.ts'));
const TYPINGS = dirname(resolve('miniprogram-api-typings/package.json'));
const FILE = join(TYPINGS, 'types/wx/lib.wx.api.d.ts');
const PRIMITIVE = /^(void|string|number|boolean|any|Promise|Promisify|IAnyObject|ArrayBuffer)/;

interface Interface {
  /** Member name to what follows it. */
  members: Map<string, string>;
  parents: string[];
}

function readInterfaces(text: string): Map<string, Interface> {
  const found = new Map<string, Interface>();
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const blocks = /^ {4}interface (\w+)(?:<[^{]*>)?(?: extends ([^{]+))? \{\n([\s\S]*?)^ {4}\}/gm;
  for (const [, name = '', parents = '', body = ''] of plain.matchAll(blocks)) {
    const members = new Map<string, string>();
    for (const member of body.split(/^(?= {8}\w)/m)) {
      const [, key, rest] = /^ {8}(?:readonly )?(\w+)\??([\s\S]*)/.exec(member) ?? [];
      if (key) members.set(key, rest ?? '');
    }
    found.set(name, { members, parents: parents.split(',').map((one) => one.trim()) });
  }
  return found;
}

/** @returns the table of the installed miniprogram-api-typings. */
export function readApiTable(): ApiTable {
  const interfaces = readInterfaces(readFileSync(FILE, 'utf8'));
  const membersOf = (name: string): Map<string, string> => {
    const { members = new Map<string, string>(), parents = [] } = interfaces.get(name) ?? {};
    return new Map([...parents.flatMap((parent) => [...membersOf(parent)]), ...members]);
  };
  const apis: Record<string, ApiEntry> = {};
  const objects: Record<string, string[]> = {};
  for (const [name, signature] of interfaces.get('Wx')?.members ?? []) {
    const option = /\b(\w+Option)\b/.exec(signature)?.[1];
    const options = option ? membersOf(option) : new Map<string, string>();
    const result = `${name[0]?.toUpperCase()}${name.slice(1)}SuccessCallbackResult`;
    const returned = [...signature.matchAll(/\)\s*:\s*(\w+)/g)].at(-1)?.[1] ?? '';
    const gives = returned === '' || PRIMITIVE.test(returned) ? null : returned;
    if (gives && interfaces.has(gives)) objects[gives] = [...membersOf(gives).keys()];
    apis[name] = {
      ...(option ? { object: Object.fromEntries([...options].map(wordsOf)) } : {}),
      ...(options.has('fail') ? { fails: true } : {}),
      ...(interfaces.has(result) ? { success: [...membersOf(result).keys()] } : {}),
      ...(gives ? { returns: gives } : {}),
    };
  }
  return { apis, objects };
}

const wordsOf = ([key, type]: [string, string]): [string, string[]] => [
  key,
  [...type.matchAll(/'([^'\n]*)'/g)].map((match) => match[1]!),
];

let table: string | undefined;

export const apiTable = (): Plugin => ({
  name: 'api-table',
  setup(bundler) {
    bundler.onResolve({ filter: /^preview:api$/ }, ({ path }) => ({ path, namespace: 'api' }));
    bundler.onLoad({ filter: /api$/, namespace: 'api' }, () => {
      table ??= JSON.stringify(readApiTable());
      return { contents: table, loader: 'json' };
    });
  },
});
