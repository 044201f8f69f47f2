/** The one thing in the way of a search. Fires `act`, and `leave` for looking around first. */
import type { BlockedView } from '../view';

Component({
  properties: {
    view: { type: Object, value: {} as BlockedView },
  },
  methods: {
    onAct() {
      this.triggerEvent('act');
    },
    onLeave() {
      this.triggerEvent('leave');
    },
  },
});
