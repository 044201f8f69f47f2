/**
 * `npm run shots`: pictures of every page and state for a person to look at, in both languages, light
 * and dark, letters of 1.0 and 1.4, on screens 320, 375 and 430 px wide. They go to dist/shots, with
 * a page that shows them side by side.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { commandLine } from '../harness/command-line';
import { toursTo } from './foresee';
import type { Guide, Look } from './guide';
import { HEIGHT, openStudio } from './studio';
import { TOURS } from './tours';

const OUT = join(ROOT, 'dist/shots');
const WIDTHS = [320, 375, 430];
/** What a screen is longer at most: of a list of hundreds its end is enough. */
const MORE = 4000;
const THEMES = ['light', 'dark'] as const;
const LOOKS: readonly Omit<Look, 'width'>[] = [
  { language: 'zh_CN', letters: 1 },
  { language: 'zh_CN', letters: 1.4 },
  { language: 'en', letters: 1 },
  { language: 'en', letters: 1.4 },
];

const { positionals: wanted } = commandLine({
  name: 'npm run shots',
  help: `npm run shots                  pictures of every page and state, in dist/shots/index.html
npm run shots -- today ring    of the states whose name contains one of these words`,
  operands: 'any',
});
const isWanted = (name: string) =>
  wanted.length === 0 || wanted.some((word) => name.includes(word));

const pictures = new Map<string, string[]>();

/** One state in every theme and width; the screen is as high as the page, within reason. */
async function shoot(guide: Guide, name: string): Promise<void> {
  if (!isWanted(name)) return;
  const { page, look } = guide;
  for (const theme of THEMES) {
    await guide.settings({ theme });
    await guide.rest();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      const more = await guide.shown
        .locator('html')
        .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
      if (more > 0) await page.setViewportSize({ width, height: HEIGHT + Math.min(MORE, more) });
      const file = `${name}-${look.language.slice(0, 2)}-${look.letters}-${theme}-${width}.png`;
      await page.screenshot({ path: join(OUT, file) });
      pictures.set(name, [...(pictures.get(name) ?? []), file]);
    }
  }
  await guide.settings({ theme: 'light' });
  await page.setViewportSize({ width: look.width, height: HEIGHT });
}

const index = () =>
  [...pictures]
    .map(([name, files]) => {
      const row = files.map((file) => `<img src="${file}" title="${file}" loading="lazy">`);
      return `<h2>${name}</h2><div>${row.join('')}</div>`;
    })
    .join('\n');

async function main(): Promise<void> {
  const tours = await toursTo(isWanted, TOURS);
  if (tours.length === 0) {
    console.error(
      `No state has a name with ${wanted.map((word) => `"${word}"`).join(' or ')} in it.`,
    );
    process.exitCode = 2;
    return;
  }
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const studio = await openStudio();
  try {
    for (const look of LOOKS) {
      for (const [name, tour] of tours) {
        console.log(`${look.language} ${look.letters} ${name}`);
        await studio.walk(tour, { ...look, width: 375 }, shoot);
      }
    }
  } finally {
    await studio.close();
    const style =
      'body{font:14px sans-serif}div{display:flex;gap:8px;overflow-x:auto;align-items:start}';
    const head = `<!DOCTYPE html><meta charset="utf-8"><title>Bandmates</title><style>${style}</style>`;
    writeFileSync(join(OUT, 'index.html'), `${head}\n${index()}\n`);
  }
  const count = [...pictures.values()].flat().length;
  console.log(`${count} pictures of ${pictures.size} states: ${join(OUT, 'index.html')}`);
}

void main();
