/**
 * A long list is drawn row by row: what a screen shows first, the rest by itself once the view has that,
 * so that no frame waits for many. The component draws `shown()` rows, and calls `grow`
 * whenever it drew them.
 */
import { systemClock } from '../lib/clock';

/** As high as a row is at least, in pixels. */
const ROW_PX = 64;
/** More than a screen has: above the rows stands what belongs to all of them. */
const firstRows = () => Math.ceil(wx.getWindowInfo().screenHeight / ROW_PX);
/** Between the view's word that it has a row and the next one. */
const GAP_MS = 16;

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
     * Draws on until all rows are there. `draw` shows the one at a place and calls back when the view has
     * it; a page that is hidden never does, and grows on when it is shown.
     */
    grow(rows: () => number, draw: (at: number, done: () => void) => void) {
      const desk = deskOf(this);
      const turn = ++desk.turn;
      const on = () => {
        if (desk.turn !== turn || desk.shown >= rows()) return;
        const at = desk.shown;
        desk.shown += 1;
        draw(at, () => systemClock.after(GAP_MS, on));
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

/**
 * One more line, as a path of a list in parts that has all before it.
 * @param at its place among all of them, of which `ranked` have a number.
 */
export const lineAt = <R>(list: string, at: number, ranked: number, line: Listed<R>) =>
  at < ranked
    ? rowAt(`${list}.parts`, at, line.rows[0])
    : rowAt(`${list}.absentParts`, at - ranked, line.absent[0]);

function rowAt<R>(list: string, at: number, row: R): Record<string, unknown> {
  const part = `${list}[${Math.floor(at / PART_ROWS)}]`;
  const within = at % PART_ROWS;
  return within === 0
    ? { [part]: { at, rows: [row] } satisfies Part<R> }
    : { [`${part}.rows[${within}]`]: row };
}
