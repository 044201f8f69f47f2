/** A battery with its percentage; at 20 % and below it asks for attention. */

const LOW = 20;

Component({
  properties: {
    /** 0–100. */
    percent: { type: Number, value: 0 },
  },
  data: { low: false },
  observers: {
    percent(percent: number) {
      this.setData({ low: percent <= LOW });
    },
  },
});
