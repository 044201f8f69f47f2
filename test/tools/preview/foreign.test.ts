import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { openProject } from '../../../tools/preview/build/project';
import { startForeign } from '../../../tools/preview/foreign';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function project(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const SOUND = {
  'project.config.json': '{ "miniprogramRoot": "app", "cloudfunctionRoot": "fns/" }',
  'app/app.json': '{ "pages": ["a"] }',
  'app/a.js': 'Page({});',
  'app/a.wxml': '<view/>',
};

test('a project: its root, its packages that DevTools would build, its mock', () => {
  const folder = project({
    ...SOUND,
    'preview.mock.js': '',
    'package.json': '{ "dependencies": { "ui": "1", "plain": "1", "built": "1" } }',
    'node_modules/ui/package.json': '{ "miniprogram": "dist", "dependencies": { "deep": "1" } }',
    'node_modules/ui/dist/button.wxml': '',
    'node_modules/plain/package.json': '{}',
    'node_modules/built/package.json': '{}',
    'node_modules/deep/package.json': '{}',
    'node_modules/other/package.json': '{}',
    'app/miniprogram_npm/built/index.js': '',
  });
  const { root, functions, packages, mock } = openProject(folder);
  expect({ root, functions, mock }).toEqual({
    root: join(folder, 'app'),
    functions: null,
    mock: '../preview.mock.js',
  });
  expect(packages).toEqual({
    ui: join(folder, 'node_modules/ui/dist'),
    plain: join(folder, 'node_modules/plain'),
    deep: join(folder, 'node_modules/deep'),
  });
});

test('a project.config.json that cannot be read is one sentence', () => {
  const folder = project({ ...SOUND, 'project.config.json': '{' });
  expect(() => openProject(folder)).toThrow('project.config.json cannot be read');
});

async function call(url: string, name: string): Promise<unknown> {
  const body = JSON.stringify({ user: 'a', name, data: { n: 1 } });
  const answer = await fetch(`${url}/__cloud/call`, { method: 'POST', body });
  return answer.json();
}

test('a cloud is there only for a project with functions', async () => {
  const plain = project(SOUND);
  const alone = await startForeign({ folder: plain, port: 0, data: join(plain, '.data') });
  expect(await call(alone.url, 'echo')).toMatchObject({ ok: false, errCode: -501000 });
  await alone.close();
  const echo = 'exports.main = async (event) => ({ got: event.n });';
  const folder = project({ ...SOUND, 'fns/echo/index.js': echo, 'fns/echo/config.json': '{}' });
  const clouded = await startForeign({ folder, port: 0, data: join(folder, '.data'), fresh: true });
  expect(await call(clouded.url, 'echo')).toEqual({ ok: true, result: { got: 1 } });
  await clouded.close();
});
