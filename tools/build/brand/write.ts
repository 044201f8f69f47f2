/**
 * What of the mini program follows from the brand and is no TypeScript: colours, the tabs' icons, the
 * title above every page that has none of its own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Brand, Colours } from '../../../miniprogram/contract/catalogue/types';
import { change, filesBelow } from '../files';
import { brandSheet } from './colours';
import { tinted } from './png';

/**
 * Writes below `folder`, a mini program's root; a file that is right already is left alone.
 * @returns whether one was not
 */
export async function writeBrand(
  { name }: Pick<Brand, 'name'>,
  colours: Colours,
  folder: string,
): Promise<boolean> {
  const { light, dark } = colours;
  const [theme, app] = (await Promise.all(
    ['theme.json', 'app.json'].map((file) => readFile(join(folder, file), 'utf8')),
  )) as [string, string];
  const tabs = [light.text, dark.text];
  const changed = await Promise.all([
    change(join(folder, 'styles/brand.wxss'), brandSheet(colours)),
    change(
      join(folder, 'theme.json'),
      theme.replace(/("tabSelected": ")[^"]*/g, (_, before) => before + tabs.shift()),
    ),
    change(
      join(folder, 'app.json'),
      app.replace(/("navigationBarTitleText": )"[^"]*"/, `$1${JSON.stringify(name.zh)}`),
    ),
    ...(await filesBelow(join(folder, 'images/tab'), (name) => /-on(-dark)?\.png$/.test(name))).map(
      (file) => tint(file, /-dark\.png$/.test(file) ? dark.text : light.text),
    ),
  ]);
  return changed.includes(true);
}

const tint = async (path: string, colour: string): Promise<boolean> =>
  change(path, tinted(await readFile(path), colour));
