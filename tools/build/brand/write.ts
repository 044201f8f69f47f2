/**
 * What of the mini program follows from the brand and is no TypeScript: colours, the tabs' icons, the
 * title above every page that has none of its own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Brand, Colours } from '../../../miniprogram/contract/catalogue/types';
import { filesBelow, writeBelow } from '../files';
import { brandSheet } from './colours';
import { tinted } from './png';

/** Writes below `folder`, a mini program's root; a file that is right already is left alone. */
export async function writeBrand(
  { name }: Pick<Brand, 'name'>,
  colours: Colours,
  folder: string,
): Promise<void> {
  const { light, dark } = colours;
  const theme = await readFile(join(folder, 'theme.json'), 'utf8');
  const tabs = [light.text, dark.text];
  await Promise.all([
    change(join(folder, 'styles/brand.wxss'), () => brandSheet(colours)),
    change(join(folder, 'theme.json'), () =>
      theme.replace(/("tabSelected": ")[^"]*/g, (_, before) => before + tabs.shift()),
    ),
    change(join(folder, 'app.json'), (text) =>
      text.replace(/("navigationBarTitleText": )"[^"]*"/, `$1${JSON.stringify(name.zh)}`),
    ),
    ...(await filesBelow(join(folder, 'images/tab'), (name) => /-on(-dark)?\.png$/.test(name))).map(
      (file) => tint(file, /-dark\.png$/.test(file) ? dark.text : light.text),
    ),
  ]);
}

async function change(path: string, to: (text: string) => string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => '');
  const after = to(before);
  if (after !== before) await writeBelow(path, after);
}

async function tint(path: string, colour: string): Promise<void> {
  const before = await readFile(path);
  const after = tinted(before, colour);
  if (after !== before) await writeBelow(path, after);
}
