/** A month as a calendar. A tap on a day with data fires `select` with `{ day }`. */
import type { MonthView } from './cells';

Component({
  properties: {
    view: { type: Object, value: { names: [], blanks: [], cells: [] } as MonthView },
    /** The day selected; 0 for none. */
    selected: { type: Number, value: 0 },
    label: { type: String, value: '' },
  },
  methods: {
    onPick(event: WxTouch<{ day: number; told: boolean }>) {
      const { day, told } = event.currentTarget.dataset;
      if (told && day !== this.data.selected) this.triggerEvent('select', { day });
    },
  },
});
