/**
 * A long list is drawn row by row: what a screen shows first, the rest by itself once the view has that,
 * so that no frame waits for many; what changes in all rows changes in a few at a time. The component
 * draws `shown()` rows, and calls `grow` whenever it drew them.
 */
import { systemClock } from '../lib/clock';

/** As high as a row is at least, in pixels. */
const ROW_PX = 64;
/** More than a screen has: above the rows stands what belongs to all of them. */
const firstRows = () => Math.ceil(wx.getWindowInfo().screenHeight / ROW_PX);
/** Between the view's word that it has a row and the next one. */
const GAP_MS = 16;
/** Two frames and a little: who has lines within it may have more at once. */
const QUICK_MS = 40;

interface Desk {
  shown: number;
  /** The one that goes on; whatever began before it has ended. */
  turn: number;
}

const desks = new WeakMap<object, Desk>();
function deskOf(list: object): Desk {
  const desk = desks.get(list) ?? { shown: firstRows(), turn: 0 };
  desks.set(list, desk);
  return desk;
}

export const growing = Behavior({
  lifetimes: {
    /** Nobody sees the rest. */
    detached() {
      deskOf(this).turn++;
    },
  },
  methods: {
    /** How many rows are drawn, of as many as there are. */
    shown(): number {
      return deskOf(this).shown;
    },
    /** From now on at least as many; with none the list is another one. */
    showFrom(rows = 0) {
      const desk = deskOf(this);
      desk.shown = rows === 0 ? firstRows() : Math.max(desk.shown, rows);
      desk.turn++;
    },
    /**
     * Draws on until all lines are there, from a place on: those that are drawn anew a part at a time, new
     * ones one by one, and on a quick phone more and more at once. `draw` shows the lines from a place up
     * to another and calls back when the view has them; a page that is hidden never does, and draws on
     * when it is shown.
     */
    grow(
      all: () => Listed<unknown>,
      draw: (from: number, to: number, done: () => void) => void,
      from?: number,
    ) {
      const desk = deskOf(this);
      const turn = ++desk.turn;
      let at = from ?? desk.shown;
      let step = 1;
      // What took long is tried once more, as something else may have been in its way, and then no more.
      let most = Number.POSITIVE_INFINITY;
      let slow = 0;
      const on = () => {
        const { rows, absent } = all();
        if (desk.turn !== turn || at >= rows.length + absent.length) return;
        const begin = at;
        const end = begin < desk.shown ? desk.shown : begin + step;
        at = Math.min(end, partEnd(begin, rows.length));
        desk.shown = Math.max(desk.shown, at);
        const asked = systemClock.now();
        draw(begin, at, () => {
          const late = systemClock.now() - asked > QUICK_MS;
          const size = at - begin;
          if (late && size > 1 && ++slow > 1) most = size - 1;
          step = late ? 1 : Math.min(step + 1, most);
          systemClock.after(GAP_MS, on);
        });
      };
      systemClock.after(GAP_MS, on);
    },
  },
});

/**
 * Rows of a list that are one component: whoever adds one has these few looked at, laid out and painted,
 * not hundreds.
 */
const PART_ROWS = 5;

/** Rows that stand together; `at` is the place of the first. */
export interface Part<R> {
  at: number;
  rows: readonly R[];
}

function partsOf<R>(rows: readonly R[]): Part<R>[] {
  const parts: Part<R>[] = [];
  for (let at = 0; at < rows.length; at += PART_ROWS) {
    parts.push({ at, rows: rows.slice(at, at + PART_ROWS) });
  }
  return parts;
}

interface Listed<R> {
  rows: readonly R[];
  /** Below the last row. */
  absent: readonly R[];
}

/** What is drawn with its rows in parts. */
export type InParts<R, V extends Listed<R>> = Omit<V, keyof Listed<R>> & {
  parts: Part<R>[];
  absentParts: Part<R>[];
};

export function inParts<R, V extends Listed<R>>(view: V & Listed<R>): InParts<R, V> {
  const { rows, absent, ...rest } = view;
  return { ...rest, parts: partsOf(rows), absentParts: partsOf(absent) };
}

/** A view that has no lines of its own, with those that are drawn. */
export const withLines = <P extends { parts: unknown; absentParts: unknown }>(
  view: P,
  drawn: P,
): P => ({
  ...view,
  ...{ parts: drawn.parts, absentParts: drawn.absentParts },
});

/** The end of the part in which a line stands, the last of it no further than the lines of its kind. */
function partEnd(at: number, ranked: number): number {
  const first = at < ranked ? 0 : ranked;
  const end = at + PART_ROWS - ((at - first) % PART_ROWS);
  return at < ranked ? Math.min(end, ranked) : end;
}

/**
 * Lines of one part, as paths of a list in parts that has all before them.
 * @param at the place of the first among all of them, of which `ranked` have a number.
 */
export const linesAt = <R>(list: string, at: number, ranked: number, lines: Listed<R>) =>
  at < ranked
    ? rowsAt(`${list}.parts`, at, lines.rows)
    : rowsAt(`${list}.absentParts`, at - ranked, lines.absent);

function rowsAt<R>(list: string, at: number, rows: readonly R[]): Record<string, unknown> {
  const part = `${list}[${Math.floor(at / PART_ROWS)}]`;
  const within = at % PART_ROWS;
  if (within === 0) return { [part]: { at, rows } satisfies Part<R> };
  return Object.fromEntries(rows.map((row, index) => [`${part}.rows[${within + index}]`, row]));
}
