/** R8-3 colours of tokens.wxss and of the brand that no text is in, and so no tool judges: 3:1 where they tell something. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { COLOURS } from '../../miniprogram/contract/catalogue/colours';
import { brandSheet } from '../../tools/build/brand/colours';
import { contrast } from '../../tools/build/catalogue/contrast';

const halves = [readFileSync('miniprogram/styles/tokens.wxss', 'utf8'), brandSheet(COLOURS)].map(
  (sheet) => sheet.split('@media'),
);
const [light, dark] = [0, 1].map((half) => halves.map((sheet) => sheet[half]).join(''));
const tokensIn = (text: string) =>
  Object.fromEntries([...text.matchAll(/(--[\w-]+): (#[0-9A-F]{6});/g)].map(([, k, v]) => [k, v!]));
const themes = { light: tokensIn(light!), dark: { ...tokensIn(light!), ...tokensIn(dark!) } };

const CARD = '--td-bg-color-container';

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each([
    ['a box to tick', '--bm-control', CARD],
    ['a switch that is off', '--bm-control', CARD],
    ['the ring', '--bm-graph', CARD],
    ['a bar', '--bm-bar', CARD],
    ['the chosen bar beside the others', '--bm-graph-selected', '--bm-bar'],
    ['deep sleep', '--bm-sleep-deep', CARD],
    ['light sleep', '--bm-sleep-light', CARD],
    ['awake', '--bm-sleep-awake', CARD],
  ])('%s', (_, colour, ground) => {
    const tokens = themes[theme];
    expect(contrast(tokens[colour]!, tokens[ground]!)).toBeGreaterThanOrEqual(3);
  });
});
