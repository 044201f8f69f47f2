/**
 * Steps of the day's 24 hours. Tap or drag selects an hour and fires `select` with `{ hour }`; for
 * a screen reader it is one picture with a summary, and a table of real text on request.
 */
import { type Bar, barsOf, hourAt } from './bars';

Component({
  properties: {
    /** Steps of each hour, 24 of them. */
    hours: { type: Array, value: [] as number[] },
    selected: { type: Number, value: -1 },
    label: { type: String, value: '' },
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
    onTouch(event: WechatMiniprogram.TouchEvent) {
      const x = event.touches[0]?.clientX;
      if (x === undefined) return;
      this.createSelectorQuery()
        .select('.bars')
        .boundingClientRect((box) => {
          if (box && box.width > 0) this.choose(hourAt(x, box.left, box.width));
        })
        .exec();
    },
    choose(hour: number) {
      if (hour === this.data.selected) return;
      this.triggerEvent('select', { hour });
    },
    onToggle() {
      this.setData({ table: !this.data.table });
    },
  },
});
