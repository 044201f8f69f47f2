/** 在京东购买 on a page: `behaviors: [shop]`, then `this.buy(item)` from a tap. */
import type { JdItem } from '../contract/makers';
import { openShop, shopLink } from '../services/shop/index';
import { text } from '../words/index';

export const shop = Behavior({
  methods: {
    /** Opens JD; says what is on the clipboard; offers the link when JD does not open. */
    async buy(item: JdItem) {
      const t = text();
      const result = await openShop(item);
      if (result === 'keyword-copied') wx.showToast({ title: t.shopKeyword, icon: 'none' });
      if (result !== 'failed') return;
      const { confirm } = await wx.showModal({
        title: t.shopFailed,
        content: t.shopFailedHint,
        confirmText: t.shopCopyLink,
        cancelText: t.cancel,
      });
      if (confirm) wx.setClipboardData({ data: shopLink(item) });
    },
  },
});
