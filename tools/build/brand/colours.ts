/** The style sheet of the brand's colours: the same names in both themes, as tokens.wxss uses them. */
import type { BrandColours, Colours } from '../../../miniprogram/contract/catalogue/types';

const lines = ({ scale, text, graph, bar, barSelected, ownRow }: BrandColours): string[] => [
  ...scale.map((colour, index) => `--td-brand-color-${index + 1}: ${colour};`),
  `--bm-brand-text: ${text};`,
  `--bm-graph: ${graph};`,
  `--bm-bar: ${bar};`,
  `--bm-graph-selected: ${barSelected};`,
  `--bm-own-row: ${ownRow};`,
];

const block = (colours: readonly string[]) => `page, .page {\n  ${colours.join('\n  ')}\n}\n`;

export const brandSheet = ({ light, dark }: Colours): string =>
  [
    '/* Written by the build from contract/catalogue/colours.ts. */\n',
    // A poster is paper in both themes.
    block([...lines(light), `--bm-poster-graph: ${light.graph};`]),
    `@media (prefers-color-scheme: dark) {\n${block(lines(dark))}}\n`,
  ].join('');
