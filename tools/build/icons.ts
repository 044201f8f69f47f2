/**
 * One style sheet of icons from icons/*.svg: a mask in `currentColor`, so an icon follows text
 * colour and theme and nothing is fetched. Use: `<view class="icon icon-sync" />`.
 */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Colours } from '../../miniprogram/contract/catalogue/types';
import { tinted } from './brand/png';
import { change, filesBelow, MINIPROGRAM, ROOT } from './files';

const ICONS = join(ROOT, 'tools/build/icons');

const BASE = `.icon {
  display: inline-block;
  flex: none;
  width: 24px;
  height: 24px;
  background-color: currentColor;
  -webkit-mask: var(--icon) center / contain no-repeat;
  mask: var(--icon) center / contain no-repeat;
}
.icon-14 { width: 14px; height: 14px; }
.icon-18 { width: 18px; height: 18px; }
.icon-20 { width: 20px; height: 20px; }
.icon-22 { width: 22px; height: 22px; }
.icon-32 { width: 32px; height: 32px; }
.icon-40 { width: 40px; height: 40px; }
`;

/**
 * Shown by the hundred, on boards, in a colour of their own. To a browser a mask is a layer of its own at
 * every paint, and a picture of vectors is drawn line by line: one of pixels is neither. Beside its SVG
 * such an icon is a PNG, 80 pixels wide: 20 px of a mini program on the densest screens.
 * `<view class="icon icon-heart-painted" />`.
 */
const paints = async (colours: Colours): Promise<Readonly<Record<string, InThemes>>> => ({
  heart: await tertiary(),
  'heart-filled': { light: colours.light.text, dark: colours.dark.text },
});

interface InThemes {
  light: string;
  dark: string;
}

async function tertiary(): Promise<InThemes> {
  const tokens = await readFile(join(MINIPROGRAM, 'styles/tokens.wxss'), 'utf8');
  const found = tokens.matchAll(/--td-text-color-placeholder: (#\w+)/g);
  const [light, dark] = [...found].map(([, colour]) => colour!);
  if (!light || !dark) throw new Error('styles/tokens.wxss has no tertiary text, light and dark.');
  return { light, dark };
}

async function painted(name: string, { light, dark }: InThemes): Promise<string> {
  const place = `.icon.icon-${name}-painted`;
  const png = await readFile(join(ICONS, `${name}.png`));
  return `${place} { background: ${pixels(png, light)} center / contain no-repeat; -webkit-mask: none; mask: none; }
@media (prefers-color-scheme: dark) { ${place} { background-image: ${pixels(png, dark)}; } }
`;
}

const pixels = (png: Buffer, colour: string): string =>
  `url("data:image/png;base64,${tinted(png, colour).toString('base64')}")`;

const masked = (svg: string): string =>
  `url("data:image/svg+xml,${encodeURIComponent(svg.replaceAll('currentColor', '#000'))}")`;

/** @returns whether they were others before */
export async function writeIcons(colours: Colours): Promise<boolean> {
  const rules = [BASE];
  const inColour = await paints(colours);
  for (const file of await filesBelow(ICONS, (n) => n.endsWith('.svg'))) {
    const svg = (await readFile(file, 'utf8')).trim();
    const name = basename(file, '.svg');
    rules.push(`.icon-${name} { --icon: ${masked(svg)}; }\n`);
    const colour = inColour[name];
    if (colour) rules.push(await painted(name, colour));
  }
  return change(join(MINIPROGRAM, 'styles/icons.wxss'), rules.join(''));
}
