/**
 * One style sheet of icons from icons/*.svg: a mask in `currentColor`, so an icon follows text
 * colour and theme and nothing is fetched. Use: `<view class="icon icon-sync" />`.
 */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Colours } from '../../miniprogram/contract/catalogue/types';
import { change, filesBelow, MINIPROGRAM, ROOT } from './files';

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
.icon-40 { width: 40px; height: 40px; }
`;

/**
 * Shown by the hundred, on boards, in a colour of their own. To a browser a mask is a layer of its own at
 * every paint, and a picture of vectors is drawn line by line: one of pixels is neither.
 * `<view class="icon icon-heart-painted" />`.
 */
const paints = async (colours: Colours): Promise<Readonly<Record<string, InThemes>>> => ({
  heart: await tertiary(),
  'heart-filled': { light: colours.light.text, dark: colours.dark.text },
});
/** Twenty px of a mini program on the densest screens. */
const PAINTED_PIXELS = 80;

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

async function painted(name: string, svg: string, { light, dark }: InThemes): Promise<string> {
  const place = `.icon.icon-${name}-painted`;
  return `${place} { background: ${await pixels(svg, light)} center / contain no-repeat; -webkit-mask: none; mask: none; }
@media (prefers-color-scheme: dark) { ${place} { background-image: ${await pixels(svg, dark)}; } }
`;
}

let drawing: Promise<void> | undefined;

async function pixels(svg: string, colour: string): Promise<string> {
  drawing ??= readFile(join(ROOT, 'node_modules/@resvg/resvg-wasm/index_bg.wasm')).then(initWasm);
  await drawing;
  const image = new Resvg(coloured(svg, colour), {
    fitTo: { mode: 'width', value: PAINTED_PIXELS },
  }).render();
  return `url("data:image/png;base64,${Buffer.from(image.asPng()).toString('base64')}")`;
}

const coloured = (svg: string, colour: string): string => svg.replaceAll('currentColor', colour);

const url = (svg: string, colour: string): string =>
  `url("data:image/svg+xml,${encodeURIComponent(coloured(svg, colour))}")`;

/** @returns whether they were others before */
export async function writeIcons(colours: Colours): Promise<boolean> {
  const rules = [BASE];
  const inColour = await paints(colours);
  for (const file of await filesBelow(join(ROOT, 'tools/build/icons'), (n) => n.endsWith('.svg'))) {
    const svg = (await readFile(file, 'utf8')).trim();
    const name = basename(file, '.svg');
    rules.push(`.icon-${name} { --icon: ${url(svg, '#000')}; }\n`);
    const colour = inColour[name];
    if (colour) rules.push(await painted(name, svg, colour));
  }
  return change(join(MINIPROGRAM, 'styles/icons.wxss'), rules.join(''));
}
