/** What a poster is made of. Lengths in px of its own size; colours by name. */
import { COLOURS as HUE } from '../../../contract/catalogue/colours';

/** The poster never follows dark mode: these are the `--bm-poster-*` of the tokens. */
export const COLOURS = {
  paper: '#F7F6F1',
  ink: '#12241C',
  quiet: '#55615B',
  graph: HUE.light.graph,
  faint: '#DCE3DE',
  white: '#FFFFFF',
} as const;

export type Colour = keyof typeof COLOURS;

export interface TextMark {
  kind: 'text';
  words: string;
  /** The middle of its line; `x` as `align` says. */
  x: number;
  y: number;
  size: number;
  bold: boolean;
  colour: Colour;
  align: 'left' | 'center' | 'right';
}

/** A line with round ends. */
export interface LineMark {
  kind: 'line';
  from: readonly [number, number];
  to: readonly [number, number];
  width: number;
  colour: Colour;
}

/** A part of a circle, 0–1 of it clockwise from the top, with round ends. */
export interface ArcMark {
  kind: 'arc';
  x: number;
  y: number;
  radius: number;
  width: number;
  share: number;
  colour: Colour;
}

/** A rectangle with round corners: filled, or its outline in dashes. */
export interface BarMark {
  kind: 'bar';
  x: number;
  y: number;
  width: number;
  height: number;
  corner: number;
  colour: Colour;
  dashed: boolean;
}

/** WeChat's code on a white disc. */
export interface CodeMark {
  kind: 'code';
  x: number;
  y: number;
  size: number;
}

export type Mark = TextMark | LineMark | ArcMark | BarMark | CodeMark;

/** A whole picture. */
export interface Sheet {
  width: number;
  height: number;
  marks: Mark[];
}

/** How wide words are, in px. */
export type Measure = (words: string, size: number, bold: boolean) => number;
