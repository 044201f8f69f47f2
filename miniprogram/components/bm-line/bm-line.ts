/** One quiet line about what happened. Fires `open`. */
import type { Line } from '../../behaviors/noticing';

Component({
  properties: { view: { type: Object, value: { icon: 'info', text: '', act: '' } as Line } },
  methods: {
    onOpen() {
      this.triggerEvent('open');
    },
  },
});
