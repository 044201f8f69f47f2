/** R9-4 another brand is the catalogue and a logo: nothing of ours is left in what a phone gets. */
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BRAND } from '../../../miniprogram/contract/catalogue/brand';
import { COLOURS } from '../../../miniprogram/contract/catalogue/colours';
import { sizeOf, tinted } from '../../../tools/build/brand/png';
import { writeBrand } from '../../../tools/build/brand/write';
import { CATALOGUE, GROUND } from '../../../tools/build/catalogue';
import { catalogueComplaints } from '../../../tools/build/catalogue/check';
import { MINIPROGRAM } from '../../../tools/build/files';
import { type Build, buildMiniProgram } from '../../../tools/preview/build/build';
import { SECOND, SECOND_COLOURS } from './second-brand';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brand-'));
  await cp(MINIPROGRAM, folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

describe('R9-4 a second brand', () => {
  let build: Build;
  beforeAll(async () => {
    await copyFile(join(folder, BRAND.logo), join(folder, SECOND.logo));
    const write = (name: string, text: string) =>
      writeFile(join(folder, 'contract/catalogue', name), text);
    await write('brand.ts', `export const BRAND = ${JSON.stringify(SECOND)};\n`);
    await write('colours.ts', `export const COLOURS = ${JSON.stringify(SECOND_COLOURS)};\n`);
    await writeBrand(SECOND, SECOND_COLOURS, folder);
    build = await buildMiniProgram({ root: folder, strict: true });
  });

  test('has no mistake and builds', () => {
    const second = { brand: SECOND, colours: SECOND_COLOURS };
    expect(catalogueComplaints({ ...CATALOGUE, ...second }, { ...GROUND, folder })).toEqual([]);
    expect(build.problems).toEqual([]);
  });

  test('says its own name and texts, and ours nowhere', () => {
    const { name, agreement, privacy, about } = SECOND;
    const said = [...Object.values(name), agreement.zh, privacy.en[0]!, about.zh[0]!];
    expect(said.filter((words) => !build.script.includes(words))).toEqual([]);
    expect(Object.values(BRAND.name).filter((words) => build.script.includes(words))).toEqual([]);
  });

  test('wears its own colours, and ours nowhere', () => {
    const ours = [COLOURS.light, COLOURS.dark].flatMap(({ scale, ...one }) => [
      ...scale,
      ...Object.values(one),
    ]);
    expect(build.script.includes(SECOND_COLOURS.light.text)).toBe(true);
    expect(ours.filter((colour) => build.script.includes(colour))).toEqual([]);
  });

  test.each(['today-on.png', 'me-on-dark.png'])('has the tab %s in its colour', async (name) => {
    const icon = await readFile(join(folder, 'images/tab', name));
    const { light, dark } = SECOND_COLOURS;
    expect(sizeOf(icon)).toEqual({ width: 81, height: 81 });
    expect(tinted(icon, name.includes('dark') ? dark.text : light.text)).toBe(icon);
  });
});

test('R9-4 what follows from our brand is as the build writes it', async () => {
  const files = ['theme.json', 'app.json', 'images/tab/band-on.png'];
  const before = await Promise.all(files.map((file) => readFile(join(MINIPROGRAM, file))));
  await writeBrand(BRAND, COLOURS, folder);
  const after = await Promise.all(files.map((file) => readFile(join(folder, file))));
  expect(after.slice(0, 2).map(String)).toEqual(before.slice(0, 2).map(String));
  expect(tinted(before[2]!, COLOURS.light.text)).toBe(before[2]);
});
