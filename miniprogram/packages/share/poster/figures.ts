/** The pictures in the middle of a poster: wheel, ring, streak, stairs. Pure. */
import { spokesOf } from '../../../components/bm-wheel/spokes';
import type { RoundFigure, Stairs } from './content';
import type { BarMark, Mark } from './marks';

/** Where a round figure lies; `r0` and `r1` are the ends of its spokes. */
export interface Round {
  x: number;
  y: number;
  size: number;
  r0: number;
  r1: number;
  ring: { radius: number; width: number };
  labels: boolean;
}

/** A spoke is at least this much of its length, so that it is seen. */
const LEAST = 0.05;
/** Short of the goal the round ends of a ring do not meet. */
const ALMOST = 0.96;

const at = ({ x, y }: Round, radius: number, turn: number): [number, number] => {
  const angle = (turn - 0.25) * 2 * Math.PI;
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
};

/** One spoke of `count`: its track, and of it a share. */
function spoke(round: Round, index: number, count: number, width: number, share: number): Mark[] {
  const turn = (index + 0.5) / count;
  const line = (to: number, colour: 'faint' | 'graph'): Mark => ({
    ...{ kind: 'line', from: at(round, round.r0, turn), to: at(round, to, turn), width, colour },
  });
  const end = round.r0 + (round.r1 - round.r0) * share;
  return [line(round.r1, 'faint'), ...(share > 0 ? [line(end, 'graph')] : [])];
}

function wheel(round: Round, hours: readonly number[]): Mark[] {
  const width = round.size * 0.026;
  const marks = spokesOf(hours).flatMap(({ hour, share }) =>
    spoke(round, hour, 24, width, share > 0 ? Math.max(LEAST, share) : 0),
  );
  if (!round.labels) return marks;
  for (const hour of [0, 6, 12, 18]) {
    const [x, y] = at(round, round.r1 + round.size * 0.04, hour / 24);
    const text = { kind: 'text', words: String(hour), x, y, size: 11 } as const;
    marks.push({ ...text, bold: false, colour: 'quiet', align: 'center' });
  }
  return marks;
}

function ring({ x, y, ring: { radius, width } }: Round, share: number): Mark[] {
  const arc = { kind: 'arc', x, y, radius, width } as const;
  const drawn = share >= 1 ? 1 : Math.min(share, ALMOST);
  return [
    { ...arc, share: 1, colour: 'faint' },
    ...(drawn > 0 ? [{ ...arc, share: drawn, colour: 'graph' } as const] : []),
  ];
}

/** Days as spokes, and a circle where each met its goal. */
function streak(round: Round, shares: readonly number[]): Mark[] {
  const most = Math.max(1, ...shares);
  const room = (2 * Math.PI * round.r0) / shares.length;
  const width = Math.min(round.size * 0.026, room * 0.6);
  const days = shares.flatMap((share, day) =>
    spoke(round, day, shares.length, width, share / most),
  );
  const radius = round.r0 + (round.r1 - round.r0) / most;
  const circle = { kind: 'arc', x: round.x, y: round.y, radius, share: 1 } as const;
  return [
    ...days,
    { ...circle, width: 4, colour: 'paper' },
    { ...circle, width: 1.5, colour: 'ink' },
  ];
}

export function roundFigure(figure: RoundFigure, round: Round): Mark[] {
  if (figure.kind === 'wheel') return wheel(round, figure.hours);
  return figure.kind === 'ring' ? ring(round, figure.share) : streak(round, figure.shares);
}

/** Bars that fit beside each other. */
const MOST_BARS = 9;
const BAR = { width: 32, corner: 6, highest: 196, step: 32, lowest: 68, absent: 40 };

/** Bars in a box that ends at `bottom`: their heights tell the order and nothing more. */
export function stairs(
  { places, own }: Stairs,
  box: { left: number; width: number; bottom: number },
): Mark[] {
  const first = Math.min(Math.max(0, own - 4), Math.max(0, places.length - MOST_BARS));
  const shown = places.slice(first, first + MOST_BARS);
  const top = shown.find((place) => place !== null) ?? 1;
  const last = Math.max(top, ...shown.map((place) => place ?? top));
  const step = Math.min(BAR.step, (BAR.highest - BAR.lowest) / Math.max(1, last - top));
  const pitch = (box.width - BAR.width) / Math.max(5, shown.length - 1);
  const bars = shown.map((place, index): BarMark => {
    const height = place === null ? BAR.absent : BAR.highest - (place - top) * step;
    return {
      kind: 'bar',
      x: box.left + index * pitch,
      y: box.bottom - height,
      width: BAR.width,
      height,
      corner: BAR.corner,
      colour: place === null ? 'quiet' : first + index === own ? 'graph' : 'faint',
      dashed: place === null,
    };
  });
  const ground: Mark = {
    ...{ kind: 'line', width: 1, colour: 'ink' },
    from: [box.left, box.bottom + 0.5],
    to: [box.left + box.width, box.bottom + 0.5],
  };
  return [...bars, ground];
}
