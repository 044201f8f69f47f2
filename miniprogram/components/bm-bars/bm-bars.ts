/**
 * Steps of the day's 24 hours. Tap or drag selects an hour and fires `select` with `{ hour }`. The
 * picture has a summary for a screen reader; a button under it shows the same as a table, unless the
 * chart is `tall`: then the page around it does.
 */
import { derive } from '../../behaviors/drawing';
import { picking } from '../../behaviors/picking';
import { barsOf, hourAt } from './bars';

Component({
  behaviors: [picking],
  properties: {
    /** What is drawn of each hour, made by `barsOf`: one value for the view, not two. */
    bars: { type: Array, value: barsOf([]) },
    selected: { type: Number, value: -1 },
    label: { type: String, value: '' },
    tall: { type: Boolean, value: false },
    /** Words: to the table, to the chart. */
    tableLabel: { type: String, value: '' },
    chartLabel: { type: String, value: '' },
    /** One line of text per hour, for the table. */
    rows: { type: Array, value: [] as string[] },
  },
  data: { table: false },
  methods: {
    pickAt(x: number) {
      const hour = hourAt(x);
      if (hour !== this.data.selected) this.triggerEvent('select', { hour });
    },
    onToggle() {
      derive(this, { table: !this.data.table });
    },
  },
});
