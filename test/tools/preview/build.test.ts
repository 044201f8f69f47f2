import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildMiniProgram } from '../../../tools/preview/build/build';
import { describe as describeProblem } from '../../../tools/preview/build/problems';
import { prepareWxs } from '../../../tools/preview/build/wxs';
import type { MiniProgram } from '../../../tools/preview/runtime/mini-program';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const C = { 'c.json': '{}', 'c.wxml': '<slot/>', 'c.js': 'Component({})' };

const SOUND: Record<string, string> = {
  'app.json': '{ "pages": ["pages/a/a"] }',
  'app.ts': 'App({});',
  'pages/a/a.json': '{}',
  'pages/a/a.wxml': '<view>{{x}}</view>',
  'pages/a/a.ts': 'Page({ data: { x: 1 } });',
};

function app(changes: Record<string, string | null>): string {
  const folder = mkdtempSync(join(tmpdir(), 'app-'));
  folders.push(folder);
  for (const [name, text] of Object.entries({ ...SOUND, ...changes })) {
    if (text === null) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What is wrong, in words; `strict` is how our own app is built. */
async function problemsOf(
  changes: Record<string, string | null>,
  strict = false,
): Promise<string[]> {
  const { problems } = await buildMiniProgram({ root: app(changes), strict });
  return problems.map(describeProblem);
}

describe('build of a mini program', () => {
  test('a sound one builds; an npm component is found upward, a folder means its index', async () => {
    const files = {
      'pages/a/a.json': '{ "usingComponents": { "x-b": "lib/button", "x-c": "../../c" } }',
      'miniprogram_npm/lib/button/index.json': '{ "component": true }',
      'miniprogram_npm/lib/button/index.wxml': '<slot/>',
      'miniprogram_npm/lib/button/index.js': 'Component({})',
      'c/index.json': '{ "component": true }',
      'c/index.wxml': '<slot/>',
      'c/index.ts': 'Component({})',
    };
    const { components } = await buildMiniProgram({ root: app(files) });
    expect(components).toBe(3);
  });

  test.each<[string, Record<string, string | null>, string]>([
    ['an unclosed tag', { 'pages/a/a.wxml': '<view>\n  <text>a</view>' }, 'pages/a/a.wxml:2:'],
    ['a broken expression', { 'pages/a/a.wxml': '<view a="{{b +}}"/>' }, 'pages/a/a.wxml:1:'],
    ['a missing WXS', { 'pages/a/a.wxml': '<wxs module="m" src="./m.wxs"/>' }, 'pages/a/m.wxs'],
    ['a missing template', { 'pages/a/a.wxml': '<import src="./t.wxml"/>' }, 'pages/a/t.wxml'],
    ['a script with a syntax error', { 'pages/a/a.ts': '\nPage({' }, 'pages/a/a.ts:2:'],
    ['one that only an engine refuses', { 'pages/a/a.ts': '\nlet a = /(/;' }, 'pages/a/a.ts:2:'],
    [
      'a module of broken json',
      { 'pages/a/a.ts': "require('../../b.json')", 'b.json': '{\n"a": }' },
      'b.json:2:',
    ],
    ['an import of nothing', { 'pages/a/a.ts': "\nimport './gone';" }, 'a.ts:2:1 "./gone" is not'],
    ['a later module that is missing', { 'pages/a/a.ts': "require.async('./gone.js');" }, 'gone'],
    [
      'a package from node_modules',
      { 'pages/a/a.ts': "import 'esbuild';" },
      '"esbuild" is not found',
    ],
    ['a missing page', { 'pages/a/a.ts': null }, 'pages/a/a.ts is missing'],
    ['broken json', { 'pages/a/a.json': '{\n "a": }' }, 'pages/a/a.json:2:'],
    [
      'an unknown component',
      { 'pages/a/a.json': '{ "usingComponents": { "b": "./b" } }' },
      '"b": "./b" is not found',
    ],
  ])('%s is a problem with its place', async (_name, changes, expected) => {
    const problems = await problemsOf(changes, true);
    expect(problems.join('\n')).toContain(expected);
  });

  test.each<[string, Record<string, string | null>]>([
    ['a key with braces', { 'pages/a/a.wxml': '<view wx:for="{{x}}" wx:key="{{index}}"/>' }],
    ['blanks around =', { 'pages/a/a.wxml': '<view class = "a"/>' }],
    ['capitals in data', { 'pages/a/a.wxml': '<view data-fooBar="1"/>' }],
    ['an attribute twice', { 'pages/a/a.wxml': '<view class="a" class="b"/>' }],
    ['an unknown wx:', { 'pages/a/a.wxml': '<view wx:if="{{x}}"/><view wx:else-if="{{x}}"/>' }],
    ['comments in JSON', { 'pages/a/a.json': '{ /* a */ "x": "//", // b\n }' }],
    [
      'a component that does not say so',
      { 'app.json': '{ "pages": ["pages/a/a"], "usingComponents": { "x-y": "c" } }', ...C },
    ],
  ])('%s is for WeChat no fault, for our own app one', async (_name, changes) => {
    expect(await problemsOf(changes)).toEqual([]);
    expect(await problemsOf(changes, true)).not.toEqual([]);
  });

  test('a line of the one script leads back to its source', async () => {
    const files = {
      'pages/a/a.ts':
        "interface Lost {}\nimport { b } from '../../b';\n\nPage({ data: { x: b } });",
      'b.ts': 'import "./c.json";\nimport { d } from "./d";\nexport const b = "looked for" + d;',
      'c.json': '{ "a": "\u2028",\r"b": 1 }',
      'd.ts': '\n\nexport const d = "after all";',
      'app.json': '{ "pages": ["pages/a/a"], "subPackages": [{ "root": "more", "pages": ["c"] }] }',
      'more/c.ts': '\ntype T = 1;\nPage({ data: { c: "in a package" } });',
      'more/c.wxml': '<view/>',
    };
    const { script, map } = await buildMiniProgram({ root: app(files) });
    const source = new SourceMap(JSON.parse(map()) as SourceMapPayload);
    const { modules } = runInNewContext(`${script}; miniProgram`) as Pick<MiniProgram, 'modules'>;
    // As an engine counts them.
    const lines = script.split(/\r\n|[\n\r\u2028\u2029]/);
    for (const [text, path, line] of [
      ['Page({ data: { x', 'pages/a/a.ts', 4],
      ['looked for', 'b.ts', 3],
      ['in a package', 'more/c.ts', 3],
      ['after all', 'd.ts', 3],
    ] as const) {
      const at = lines.findIndex((one) => one.includes(text));
      const found = source.findOrigin(at + 1, lines[at]!.indexOf(text) + 1);
      expect(found).toMatchObject({ fileName: path, lineNumber: line });
      const { from, lines: own } = modules[path]!;
      expect(own[at + 1 - from]).toBe(line);
    }
  });

  test('a file’s fault is that of the pages that use it; the others carry none', async () => {
    const files = {
      'app.json': '{ "pages": ["pages/a/a", "pages/b/b"] }',
      'pages/b/b.ts': "require('../../shared');",
      'pages/b/b.wxml': '<view/>',
      'shared.js': 'let = ;',
    };
    const { script } = await buildMiniProgram({ root: app(files) });
    const program = runInNewContext(`${script}; miniProgram`) as {
      nodes: { path: string; problems: string[] }[];
      scripts: Record<string, () => void>;
    };
    expect(program.nodes.map(({ path, problems }) => [path, problems.length])).toEqual([
      ['pages/a/a', 0],
      ['pages/b/b', 1],
    ]);
    expect(program.nodes[1]?.problems[0]).toContain('shared.js:1:');
    expect(program.scripts['shared.js']).toThrow('shared.js:1');
  });

  test('references: resolveAlias, .js for a .ts, a folder, a package’s main', async () => {
    const files = {
      'app.json': '{ "pages": ["pages/a/a"], "resolveAlias": { "@/*": "/lib/*" } }',
      'pages/a/a.ts':
        "import '@/one'; import '../../lib/one.js'; import '../../lib'; import 'pack'; Page({});",
      'lib/one.ts': 'export {};',
      'lib/index.js': '',
      'miniprogram_npm/pack/package.json': '{ "main": "dist/main" }',
      'miniprogram_npm/pack/dist/main.js': '',
    };
    expect(await problemsOf(files)).toEqual([]);
  });

  test('a style sheet of another language is named', async () => {
    expect(await problemsOf({ 'pages/a/a.less': '.a { .b { color: red } }' })).toEqual([
      'pages/a/a.less is not compiled: install its compiler in the project',
    ]);
  });

  test('what WeChat only warns of is said of our own app, not of its packages', async () => {
    const odd = '<template name="t" /><template is="t" catch:tap="x" />';
    expect(await problemsOf({ 'pages/a/a.wxml': odd }, true)).toEqual([
      expect.stringContaining('invalid attribute'),
    ]);
    const packed = {
      'pages/a/a.json': '{ "usingComponents": { "x-b": "lib/button" } }',
      'miniprogram_npm/lib/button/index.json': '{ "component": true }',
      'miniprogram_npm/lib/button/index.wxml': odd,
      'miniprogram_npm/lib/button/index.js': 'Component({})',
    };
    expect(await problemsOf(packed, true)).toEqual([]);
  });

  test('… unless the project has its compiler', async () => {
    const files = {
      'pages/a/a.less': '@ink: red; .a { color: @ink }',
      'node_modules/less/package.json': '{ "main": "index.js" }',
      'node_modules/less/index.js':
        "exports.render = (text, options, done) => done(null, { css: text.replace(/@ink: red; |@/g, '') });",
    };
    const { script, problems } = await buildMiniProgram({ root: app(files) });
    expect(problems).toEqual([]);
    expect(script).toContain('.pages_a_a--a { color: ink }');
  });

  test('WeChat refuses a package above 2 MB, whichever it is', async () => {
    const files = {
      'app.json': '{ "pages": ["pages/a/a"], "subpackages": [{ "root": "sub", "pages": [] }] }',
      'sub/data.json': ' '.repeat(2.2 * 1024 * 1024),
      'notes.md': ' '.repeat(3 * 1024 * 1024),
    };
    expect(await problemsOf(files)).toEqual([
      'app.json package sub is 2.2 MB: WeChat takes no more than 2 MB',
    ]);
  });

  test('app.json that leads nowhere is the end', async () => {
    await expect(problemsOf({ 'app.json': '{ "pages": [] }' })).rejects.toThrow('lists no pages');
  });

  test('WXS that cannot be read is named; what it knows of strings is kept', async () => {
    expect(await problemsOf({ 'pages/a/a.wxml': '<wxs module="m">\nvar a = ;</wxs>' })).toEqual([
      "pages/a/a.wxml:2:1 WXS: Unexpected token ';'",
    ]);
    expect(prepareWxs(String.raw`'^\d+$' + "a\n\'" // don't`)).toBe(
      String.raw`'^\\d+$' + "a\n\'" // don't`,
    );
  });

  test('WXS reads a constructor as a name, in both orders', () => {
    expect(prepareWxs("a.constructor === 'Array'")).toBe("a.constructor.name === 'Array'");
    expect(prepareWxs("'Array' === a.b.constructor")).toBe("'Array' === a.b.constructor.name");
    expect(prepareWxs("require('./b.wxs')")).toBe("require('./b')");
  });
});
