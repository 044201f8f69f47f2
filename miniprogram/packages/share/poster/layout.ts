/** Where everything of a poster (9:16) and of a card (5:4) stands. Pure beside the measure. */
import type { PosterContent, PosterFact } from './content';
import { roundFigure, stairs } from './figures';
import { ellipsis, named, sizeFor } from './fitting';
import type { Mark, Measure, Sheet, TextMark } from './marks';

const POSTER = { width: 375, height: 667 } as const;
const LEFT = 28;
const WIDE = POSTER.width - 2 * LEFT;
const RIGHT = LEFT + WIDE;
const CODE = 76;
const GAP = 16;

const CARD = { width: 500, height: 400 } as const;

type Style = Partial<Pick<TextMark, 'bold' | 'colour' | 'align'>>;

const text = (words: string, x: number, y: number, size: number, style: Style = {}): TextMark => ({
  ...{ kind: 'text', words, x, y, size, bold: false, colour: 'ink', align: 'left', ...style },
});

/** Words in bold, made smaller until they fit. */
function big(
  words: string,
  x: number,
  y: number,
  size: number,
  most: number,
  measure: Measure,
  align: TextMark['align'] = 'left',
): TextMark {
  return text(words, x, y, sizeFor(words, size, true, most, measure), { bold: true, align });
}

/** Words that lose their end where it is too narrow. */
function line(
  words: string,
  x: number,
  y: number,
  size: number,
  most: number,
  measure: Measure,
  style: Style = {},
): TextMark {
  const width = (some: string) => measure(some, size, style.bold ?? false);
  return text(ellipsis(words, most, width), x, y, size, style);
}

/** The poster; `code` says whether there is one to draw. */
export function posterSheet(content: PosterContent, code: boolean, measure: Measure): Sheet {
  return {
    ...POSTER,
    marks: [
      ...head(content, measure),
      ...middle(content, measure),
      ...facts(content.facts, measure),
      ...foot(content, code, measure),
    ],
  };
}

function head({ left, right }: PosterContent, measure: Measure): Mark[] {
  const taken = measure(right, 13, false);
  return [
    line(left, LEFT, 42, 15, WIDE - taken - GAP, measure, { bold: true }),
    text(right, RIGHT, 42, 13, { colour: 'quiet', align: 'right' }),
  ];
}

/** The figure's square, and its middle. */
const BOX = { top: 88, size: WIDE } as const;
const CENTRE = { x: POSTER.width / 2, y: BOX.top + BOX.size / 2 } as const;
/** What fits between the spokes. */
const INSIDE = 150;

function middle({ figure, big: number, small }: PosterContent, measure: Measure): Mark[] {
  if (figure.kind === 'stairs') {
    const box = { left: LEFT, width: WIDE, bottom: BOX.top + BOX.size };
    return [
      line(small, LEFT, BOX.top + 10, 14, WIDE, measure, { colour: 'quiet' }),
      big(number, LEFT, BOX.top + 46, 44, WIDE, measure),
      ...stairs(figure, box),
    ];
  }
  const ring = { radius: 126, width: 22 };
  const round = { ...CENTRE, size: BOX.size, r0: 88, r1: 142, ring, labels: true };
  const { x, y } = CENTRE;
  const smallSize = sizeFor(small, 14, false, INSIDE, measure);
  return [
    ...roundFigure(figure, round),
    big(number, x, y - 10, 44, INSIDE, measure, 'center'),
    text(small, x, y + 24, smallSize, { colour: 'quiet', align: 'center' }),
  ];
}

const FACTS = { value: 453, word: 477, unitGap: 2, least: 12 } as const;

/** Up to three facts from edge to edge; all of them smaller where they would touch. */
function facts(list: readonly PosterFact[], measure: Measure): Mark[] {
  const widths = (scale: number) =>
    list.map(({ value, unit, word }) =>
      Math.max(
        measure(value, 22 * scale, true) +
          (unit ? FACTS.unitGap + measure(unit, 13 * scale, false) : 0),
        measure(word, 13 * scale, false),
      ),
    );
  const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
  const room = WIDE - FACTS.least * (list.length - 1);
  const scale = Math.min(1, room / Math.max(1, sum(widths(1))));
  const wide = widths(scale);
  const gap = list.length > 1 ? (WIDE - sum(wide)) / (list.length - 1) : 0;
  return list.flatMap(({ value, unit, word }, index) => {
    const x = LEFT + sum(wide.slice(0, index)) + gap * index;
    const unitX = x + measure(value, 22 * scale, true) + FACTS.unitGap;
    return [
      text(value, x, FACTS.value, 22 * scale, { bold: true }),
      ...(unit ? [text(unit, unitX, FACTS.value + 3 * scale, 13 * scale)] : []),
      text(word, x, FACTS.word, 13 * scale, { colour: 'quiet' }),
    ];
  });
}

function foot(content: PosterContent, code: boolean, measure: Measure): Mark[] {
  const { title, source, app, appAlone } = content;
  const most = code ? WIDE - CODE - GAP : WIDE;
  const width = (words: string) => measure(words, 16, true);
  const quiet = { colour: 'quiet' } as const;
  return [
    text(named(title, most, width), LEFT, 579, 16, { bold: true }),
    line(source, LEFT, 600, 12, most, measure, quiet),
    line(code ? app : appAlone, LEFT, 618, 12, most, measure, quiet),
    ...(code ? [{ kind: 'code', x: RIGHT - CODE, y: 559, size: CODE } as const] : []),
  ];
}

/** Left of the figure. */
const COLUMN = { x: 36, width: 216 } as const;

export function cardSheet({ card }: PosterContent, measure: Measure): Sheet {
  const { x, width: most } = COLUMN;
  const quiet = { colour: 'quiet' } as const;
  const by = named(card.by, most, (words) => measure(words, 16, false));
  const size = sizeFor(card.small, 20, false, most, measure);
  return {
    ...CARD,
    marks: [
      line(card.date, x, 110, 18, most, measure, quiet),
      big(card.big, x - 3, 164, 64, most, measure),
      text(card.small, x, 218, size),
      text(by, x, 292, 16, quiet),
      ...cardFigure(card, measure),
    ],
  };
}

function cardFigure({ figure, inside }: PosterContent['card'], measure: Measure): Mark[] {
  const [x, y] = [368, 200];
  const ring = { radius: 84, width: 18 };
  const round = { x, y, size: 216, r0: 56, r1: 100, ring, labels: false };
  const marks = roundFigure(figure, round);
  if (!inside) return marks;
  const small = sizeFor(inside.small, 16, false, 120, measure);
  return [
    ...marks,
    big(inside.big, x, y - 12, 32, 120, measure, 'center'),
    text(inside.small, x, y + 20, small, { colour: 'quiet', align: 'center' }),
  ];
}
