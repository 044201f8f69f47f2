/** A battery with its percentage; at 20 % and below it asks for attention. */
import { derive } from '../../behaviors/drawing';

const LOW = 20;

Component({
  properties: {
    /** 0–100. */
    percent: { type: Number, value: 0 },
  },
  data: { low: false },
  observers: {
    percent(percent: number) {
      derive(this, { low: percent <= LOW });
    },
  },
});
