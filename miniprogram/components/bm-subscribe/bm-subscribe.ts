/** The sheet before WeChat's question about a message (behaviors/subscribing). Fires `yes` and `no`. */
import { derive } from '../../behaviors/drawing';
import type { SubscribeView } from '../../behaviors/subscribing';
import { currentAppearance } from '../../words/appearance';
import { subscribeWords } from '../../words/subscribe';

Component({
  properties: {
    visible: { type: Boolean, value: false },
    view: { type: Object, value: { title: '', rows: [] } as SubscribeView },
  },
  data: { words: {} as Record<string, string> },
  observers: {
    visible(visible: boolean) {
      if (visible) derive(this, { words: currentAppearance([subscribeWords]).t });
    },
  },
  methods: {
    onYes() {
      this.triggerEvent('yes');
    },
    onNo() {
      this.triggerEvent('no');
    },
  },
});
