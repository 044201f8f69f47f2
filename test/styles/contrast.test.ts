/** R8-3 colours of tokens.wxss that no text is in, and so no tool judges: 3:1 where they tell something. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const [light = '', dark = ''] = readFileSync('miniprogram/styles/tokens.wxss', 'utf8').split(
  '@media',
);
const tokensIn = (text: string) =>
  Object.fromEntries([...text.matchAll(/(--[\w-]+): (#[0-9A-F]{6});/g)].map(([, k, v]) => [k, v!]));
const themes = { light: tokensIn(light), dark: { ...tokensIn(light), ...tokensIn(dark) } };

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [more, less] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (more! + 0.05) / (less! + 0.05);
}

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
