/**
 * The support sheet. The page owns the state (behaviors/support); the sheet fires `tick`,
 * `contact`, `retry`, `call`, `copy` and `close`.
 */

import { derive } from '../../behaviors/drawing';
import type { SupportView } from '../../services/support/index';
import { textOf } from '../../words/index';
import { supportWords } from '../../words/support';

Component({
  properties: {
    visible: { type: Boolean, value: false },
    view: { type: Object, value: {} as SupportView },
  },
  data: {
    words: {} as Record<
      'diagnostics' | 'never' | 'open' | 'preparing' | 'phone' | 'site' | 'call' | 'copy',
      string
    >,
  },
  observers: {
    visible(visible: boolean) {
      if (!visible) return;
      const t = textOf(supportWords);
      derive(this, {
        words: {
          diagnostics: t.supportDiagnostics,
          never: t.supportNever,
          open: t.supportOpen,
          preparing: t.supportPreparing,
          phone: t.supportPhone,
          site: t.supportSite,
          call: t.supportCall,
          copy: t.supportCopy,
        },
      });
    },
  },
  methods: {
    onTick() {
      this.triggerEvent('tick');
    },
    /** The chat opens by itself; this only tells the page. */
    onContact() {
      this.triggerEvent('contact');
    },
    onRetry() {
      this.triggerEvent('retry');
    },
    onCall() {
      this.triggerEvent('call');
    },
    onCopy() {
      this.triggerEvent('copy');
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
