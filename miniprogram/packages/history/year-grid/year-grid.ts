/** A year, a square a day. Tap or drag selects the nearest day with data: `select` with `{ day }`. */
import { picking } from '../../../behaviors/picking';
import type { YearHalf } from './grid';

const ROWS = 7;

Component({
  behaviors: [picking],
  properties: {
    half: { type: Object, value: { months: [], weeks: [] } as YearHalf },
    /** Names of every second weekday: Monday, Wednesday, Friday, Sunday. */
    names: { type: Array, value: [] as string[] },
    /** The day selected; 0 for none. */
    selected: { type: Number, value: 0 },
    label: { type: String, value: '' },
  },
  methods: {
    pickAt(x: number, y: number) {
      const { weeks } = this.data.half;
      const week = weeks[Math.min(weeks.length - 1, Math.floor(x * weeks.length))];
      const square = week?.squares[Math.min(ROWS - 1, Math.floor(y * ROWS))];
      const told = square && /met|missed|open/.test(square.look);
      if (told && square.day !== this.data.selected) {
        this.triggerEvent('select', { day: square.day });
      }
    },
  },
});
