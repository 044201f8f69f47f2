/** A sheet from below with a title and a close button; its content is the slot. Fires `close`. */
import { derive } from '../../behaviors/drawing';
import { text } from '../../words/index';

Component({
  options: { multipleSlots: false },
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: '' },
  },
  data: { closeLabel: '' },
  observers: {
    visible(visible: boolean) {
      if (visible) derive(this, { closeLabel: text().close });
    },
  },
  methods: {
    onClose() {
      this.triggerEvent('close');
    },
    onVisible(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.onClose();
    },
  },
});
