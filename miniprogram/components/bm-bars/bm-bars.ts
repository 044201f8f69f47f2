/**
 * Steps of the day's 24 hours. Tap or drag selects an hour and fires `select` with `{ hour }`. The
 * picture has a summary for a screen reader; a button under it shows the same as a table.
 */
import { type Bar, barsOf, hourAt } from './bars';

/** Where the finger came down, by chart. */
const starts = new WeakMap<object, { clientX: number; clientY: number }>();

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
    onTap(event: WechatMiniprogram.TouchEvent) {
      this.chooseAt(event.changedTouches[0]?.clientX);
    },
    onTouch(event: WechatMiniprogram.TouchEvent) {
      const [finger] = event.touches;
      if (finger) starts.set(this, finger);
    },
    /** A finger that goes along the hours chooses them; one that goes up or down scrolls. */
    onDrag(event: WechatMiniprogram.TouchEvent) {
      const [finger] = event.touches;
      const start = starts.get(this);
      if (!finger || !start) return;
      const across = Math.abs(finger.clientX - start.clientX);
      if (across > Math.abs(finger.clientY - start.clientY)) this.chooseAt(finger.clientX);
    },
    chooseAt(x: number | undefined) {
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
