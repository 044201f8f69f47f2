/** The brand's colours as eyes that see less need them (WCAG 1.4.3 and 1.4.11). */
import type { BrandColours, Colours } from '../../../miniprogram/contract/catalogue/types';

/** Ratio of two #RRGGBB colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [more, less] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (more! + 0.05) / (less! + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Of tokens.wxss: what texts and graphs stand on. */
const GROUNDS = {
  light: { page: '#F4F5F4', card: '#FFFFFF' },
  dark: { page: '#101312', card: '#1A1E1C' },
};
const TEXT = 4.5;
const SHAPE = 3;
const WHITE = '#FFFFFF';

/** [field, what is wrong with it] of every pair that is too faint. */
export function colourComplaints(colours: Colours): [string, string][] {
  return (['light', 'dark'] as const).flatMap((theme) =>
    pairs(colours[theme], GROUNDS[theme]).flatMap(
      ([field, colour, on, name, least]): [string, string][] => {
        const ratio = contrast(colour, on);
        const wrong = `is ${ratio.toFixed(1)}:1 against ${name}, at least ${least}:1 is needed`;
        return ratio >= least ? [] : [[`${theme}.${field}`, wrong]];
      },
    ),
  );
}

type Pair = [field: string, colour: string, on: string, name: string, least: number];

const pairs = (colours: BrandColours, { page, card }: { page: string; card: string }): Pair[] => [
  ['text', colours.text, page, 'the page', TEXT],
  ['text', colours.text, card, 'a card', TEXT],
  ['text', colours.text, colours.ownRow, 'ownRow', TEXT],
  ['scale[6]', colours.scale[6]!, WHITE, 'the white words of a button', TEXT],
  ['graph', colours.graph, card, 'a card', SHAPE],
  ['bar', colours.bar, card, 'a card', SHAPE],
  ['barSelected', colours.barSelected, colours.bar, 'bar', SHAPE],
];
