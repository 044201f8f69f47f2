/**
 * One style sheet of icons from icons/*.svg: a mask in `currentColor`, so an icon follows text
 * colour and theme and nothing is fetched. Use: `<view class="icon icon-sync" />`.
 */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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

/** @returns whether they were others before */
export async function writeIcons(): Promise<boolean> {
  const rules = [BASE];
  for (const file of await filesBelow(join(ROOT, 'tools/build/icons'), (n) => n.endsWith('.svg'))) {
    const svg = (await readFile(file, 'utf8')).trim().replaceAll('currentColor', '#000');
    const name = basename(file, '.svg');
    rules.push(`.icon-${name} { --icon: url("data:image/svg+xml,${encodeURIComponent(svg)}"); }\n`);
  }
  return change(join(MINIPROGRAM, 'styles/icons.wxss'), rules.join(''));
}
