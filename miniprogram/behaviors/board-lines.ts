/**
 * The lines of a board, which is its component's `board`: as many as are shown at once, the rest as the
 * list grows, and all of them anew, a part at a time, where their ages changed.
 */
import type { RowView } from '../components/bm-rows/row';
import { type Everybody, linesOf } from '../components/bm-rows/rows';
import { now } from '../lib/clock';
import { boarding } from './board';
import { put, putSoon } from './drawing';
import { growing, type InParts, linesAt, withLines } from './growing';

/** A board as it is drawn; what else is drawn of it is its own. */
type Drawn = InParts<RowView, { rows: readonly RowView[]; absent: readonly RowView[] }>;

export const boardLines = Behavior({
  behaviors: [boarding, growing],
  data: { board: null as Drawn | null },
  methods: {
    /** Of lines nothing changes by itself but their ages: they are drawn anew as the list grows. */
    paint() {
      const { day, board } = this.data;
      if (day === 0) return;
      if (!board) return putSoon(this, this.drawn());
      const told = this.told(0);
      putSoon(this, { ...told, board: told.board && withLines(told.board, board) });
      if (this.stamp()) this.drawOn(0);
    },
    /** The board as it is known now. */
    drawn() {
      this.stamp();
      return this.told(this.shown());
    },
    /** The rest of a long board, or all of it from a place on; who is absent stands below all of it. */
    drawOn(from?: number) {
      this.grow(
        () => this.everybody(),
        (at, to, done) => {
          const everybody = this.everybody();
          const lines = linesOf(everybody, now(), at, to);
          put(this, linesAt('board', at, everybody.rows.length, lines), done);
        },
        from,
      );
    },
    /** The board's own: what is drawn, with so many lines; the page is told of the card above it. */
    told(_lines: number): { board: Drawn | null } {
      return { board: null };
    },
    /** The board's own: who has a line. */
    everybody(): Everybody {
      return { rows: [], absent: [] };
    },
  },
});
