/**
 * Steps of the day's 24 hours. Tap or drag selects an hour and fires `select` with `{ hour }`. The
 * picture has a summary for a screen reader; a button under it shows the same as a table, unless the
 * chart is `tall`: then the page around it does.
 */
import { picking } from '../../behaviors/picking';
import { type Bar, barsOf, hourAt } from './bars';

Component({
  behaviors: [picking],
  properties: {
    /** Steps of each hour, 24 of them. */
    hours: { type: Array, value: [] as number[] },
    selected: { type: Number, value: -1 },
    label: { type: String, value: '' },
    tall: { type: Boolean, value: false },
    /** Words: to the table, to the chart. */
    tableLabel: { type: String, value: '' },
    chartLabel: { type: String, value: '' },
    /** One line of text per hour, for the table. */
    rows: { type: Array, value: [] as string[] },
  },
  data: { bars: [] as Bar[], table: false },
  observers: {
    hours(hours: number[]) {
      this.setData({ bars: barsOf(hours) });
    },
  },
  methods: {
    pickAt(x: number) {
      const hour = hourAt(x);
      if (hour !== this.data.selected) this.triggerEvent('select', { hour });
    },
    onToggle() {
      this.setData({ table: !this.data.table });
    },
  },
});
