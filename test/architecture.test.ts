/** The import table of ARCHITECTURE.md, as a test: who may import whom, and who may touch `wx`. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(__dirname, '..');

interface Rule {
  /** Files below this folder (or this file) obey the rule; the first rule that fits counts. */
  room: string;
  /** Folders or files it may import, besides its own room. */
  may: string[];
  /** Folders it may import types from. */
  types?: string[];
  /** `wx` names it may use; "*" for all. */
  wx?: string[];
  /** Libraries it may import. */
  libraries?: RegExp;
}

const M = 'miniprogram';
const RULES: Rule[] = [
  { room: `${M}/contract`, may: [] },
  {
    room: `${M}/lib`,
    may: [`${M}/contract`],
    types: [`${M}/ble/clock.ts`],
    libraries: /^(pbf|@noble\/)/,
  },
  { room: `${M}/ble/wx-radio`, may: [`${M}/ble`, `${M}/lib`], wx: ['*'] },
  { room: `${M}/ble`, may: [`${M}/lib`] },
  { room: `${M}/bands/registry.ts`, may: [`${M}/bands`, `${M}/ble`, `${M}/lib`, `${M}/contract`] },
  {
    room: `${M}/bands`,
    may: [
      `${M}/bands/driver.ts`,
      `${M}/bands/kit.ts`,
      `${M}/ble/link.ts`,
      `${M}/ble/clock.ts`,
      `${M}/ble/peripheral.ts`,
      `${M}/lib`,
      `${M}/contract`,
    ],
    types: [`${M}/ble`, `${M}/bands/kit.ts`],
    libraries: /^(pbf|@noble\/)/,
  },
  {
    room: `${M}/services`,
    may: [`${M}/contract`, `${M}/lib`, `${M}/ble`, `${M}/bands`],
    wx: ['*'],
  },
  {
    room: `${M}/behaviors`,
    may: [`${M}/services`, `${M}/contract`, `${M}/lib`],
    types: [`${M}/components`],
    wx: ['*'],
  },
  {
    room: `${M}/components`,
    may: [
      `${M}/lib`,
      `${M}/contract`,
      `${M}/services/messages`,
      `${M}/services/format.ts`,
      `${M}/behaviors`,
    ],
    types: [`${M}/services`],
    wx: ['*'],
  },
  ...['pages', 'packages', 'app.ts'].map((room) => ({
    room: `${M}/${room}`,
    may: [`${M}/services`, `${M}/components`, `${M}/behaviors`, `${M}/contract`, `${M}/lib`],
    types: [`${M}/bands/driver.ts`],
    wx: ['*'],
    libraries: /^tdesign-miniprogram\//,
  })),
  {
    room: 'cloudfunctions/bands',
    // The maker's half of a log-in: one arithmetic for the cloud and for the virtual bands.
    may: [
      'cloudfunctions',
      `${M}/contract`,
      `${M}/bands/huawei/vendor.ts`,
      `${M}/bands/ihealth/crypto.ts`,
      `${M}/bands/wechat-airsync/crypto.ts`,
      `${M}/lib`,
    ],
    libraries: /^(valibot|node:)/,
  },
  {
    room: 'cloudfunctions',
    may: [`${M}/contract`],
    libraries: /^(wx-server-sdk|valibot|node:)/,
  },
];

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('miniprogram_npm') && !file.includes('node_modules'));
}

const inRoom = (file: string, room: string) =>
  file === room || file.startsWith(`${room}/`) || file === `${room}.ts`;

const IMPORT = /(?:^|\n)\s*(?:import|export)(\s+type)?\s[^'"]*?from\s+'([^']+)'/g;

interface Import {
  name: string;
  typeOnly: boolean;
}

function imports(text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, name]) => ({
    name: name!,
    typeOnly: type !== undefined,
  }));
}

/** The second folder level: cloudfunctions/<domain>, bands/<protocol>. */
const domain = (file: string, depth: number) => file.split('/').slice(0, depth).join('/');

function complaint(file: string, { name, typeOnly }: Import, rule: Rule): string | null {
  if (!name.startsWith('.')) {
    return rule.libraries?.test(name) ? null : `imports the library ${name}`;
  }
  const target = relative(ROOT, resolve(ROOT, dirname(file), name));
  const allowed = [...rule.may, ...(typeOnly ? (rule.types ?? []) : [])];
  const own = rule.room === `${M}/bands` ? domain(file, 3) : rule.room;
  if (inRoom(target, own) || inRoom(`${target}.ts`, own)) return null;
  if (allowed.some((room) => inRoom(target, room) || inRoom(`${target}.ts`, room))) return null;
  return `imports ${target}`;
}

const ALL = [...sources(M), ...sources('cloudfunctions')];

describe('the import table', () => {
  test('every source file belongs to a room', () => {
    const homeless = ALL.filter((file) => !RULES.some(({ room }) => inRoom(file, room)));
    expect(homeless).toEqual([]);
  });

  test('nobody imports past the table', () => {
    const complaints = ALL.flatMap((file) => {
      const rule = RULES.find(({ room }) => inRoom(file, room))!;
      return imports(readFileSync(join(ROOT, file), 'utf8'))
        .map((found) => complaint(file, found, rule))
        .filter((text) => text !== null)
        .map((text) => `${file} ${text}`);
    });
    expect(complaints).toEqual([]);
  });

  test('only wx-radio touches Bluetooth, only services/cloud the cloud, only the rooms named `wx`', () => {
    const complaints = ALL.flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      const rule = RULES.find(({ room }) => inRoom(file, room))!;
      const faults: string[] = [];
      if (!rule.wx && /\bwx\./.test(text)) faults.push(`${file} uses wx`);
      if (
        /\bwx\.\w*(BLE|Bluetooth(Device|Adapter))\w*/.test(text) &&
        !file.includes('ble/wx-radio')
      ) {
        faults.push(`${file} uses wx Bluetooth`);
      }
      if (/\bwx\.cloud\b/.test(text) && file !== `${M}/services/cloud.ts`) {
        faults.push(`${file} uses wx.cloud`);
      }
      if (/\bwx\.(get|set|remove)Storage/.test(text) && file !== `${M}/services/store.ts`) {
        faults.push(`${file} uses wx storage`);
      }
      return faults;
    });
    expect(complaints).toEqual([]);
  });

  test('cloud domains enter each other through their index only', () => {
    const complaints = sources('cloudfunctions').flatMap((file) =>
      imports(readFileSync(join(ROOT, file), 'utf8'))
        .filter(({ name }) => name.startsWith('.'))
        .map(({ name }) => relative(ROOT, resolve(ROOT, dirname(file), name)))
        .filter(
          (target) =>
            target.startsWith('cloudfunctions/') &&
            domain(target, 2) !== domain(file, 2) &&
            !/^cloudfunctions\/[\w-]+(\/index)?$/.test(target) &&
            !target.startsWith('cloudfunctions/cloud/'),
        )
        .map((target) => `${file} imports ${target}`),
    );
    expect(complaints).toEqual([]);
  });
});
