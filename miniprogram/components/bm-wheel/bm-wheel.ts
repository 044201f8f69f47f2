/** A day as 24 spokes around its total; one picture for the screen reader, described by `label`. */
import { derive } from '../../behaviors/drawing';
import { spokesOf } from './spokes';

Component({
  properties: {
    hours: { type: Array, value: [] as number[] },
    steps: { type: String, value: '' },
    unit: { type: String, value: '' },
    label: { type: String, value: '' },
  },
  data: { spokes: spokesOf([]) },
  observers: {
    hours(hours: number[]) {
      derive(this, { spokes: spokesOf(hours) });
    },
  },
});
