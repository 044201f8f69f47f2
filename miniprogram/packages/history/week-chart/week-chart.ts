/** Seven days against their goals. Tap or drag selects a day and fires `select` with `{ day }`. */
import { picking } from '../../../behaviors/picking';
import type { WeekBar } from './bars';

Component({
  behaviors: [picking],
  properties: {
    bars: { type: Array, value: [] as WeekBar[] },
    /** The day selected; 0 for none. */
    selected: { type: Number, value: 0 },
    label: { type: String, value: '' },
  },
  methods: {
    pickAt(x: number) {
      const { bars, selected } = this.data;
      const bar = bars[Math.min(bars.length - 1, Math.floor(x * bars.length))];
      if (bar?.kind === 'bar' && bar.day !== selected)
        this.triggerEvent('select', { day: bar.day });
    },
  },
});
