import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildMiniProgram } from '../../../tools/preview/build/build';
import { BuildFailure, describe as describeProblem } from '../../../tools/preview/build/problems';
import { prepareWxs } from '../../../tools/preview/build/wxs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

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

async function problemsOf(changes: Record<string, string | null>): Promise<string[]> {
  try {
    await buildMiniProgram({ root: app(changes) });
    return [];
  } catch (error) {
    if (error instanceof BuildFailure) return error.problems.map(describeProblem);
    throw error;
  }
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
    ['an import of nothing', { 'pages/a/a.ts': "import './gone';" }, 'Could not resolve'],
    ['a later module that is missing', { 'pages/a/a.ts': "require.async('./gone.js');" }, 'gone'],
    ['a package from node_modules', { 'pages/a/a.ts': "import 'esbuild';" }, 'miniprogram_npm'],
    ['a missing page', { 'pages/a/a.ts': null }, 'pages/a/a.ts is missing'],
    ['broken json', { 'pages/a/a.json': '{\n "a": }' }, 'pages/a/a.json:2:'],
    [
      'an unknown component',
      { 'pages/a/a.json': '{ "usingComponents": { "b": "./b" } }' },
      '"b": "./b" is not found',
    ],
  ])('%s is a problem with its place', async (_name, changes, expected) => {
    const problems = await problemsOf(changes);
    expect(problems.join('\n')).toContain(expected);
  });

  test('WXS reads a constructor as a name, in both orders', () => {
    expect(prepareWxs("a.constructor === 'Array'")).toBe("a.constructor.name === 'Array'");
    expect(prepareWxs("'Array' === a.b.constructor")).toBe("'Array' === a.b.constructor.name");
    expect(prepareWxs("require('./b.wxs')")).toBe("require('./b')");
  });
});
