/** 在京东购买 on a page: `behaviors: [shop]`, then `this.buy(item)` from a tap. */
import type { JdItem } from '../contract/makers';
import { copy } from '../phone/clipboard';
import { confirmed } from '../phone/dialog';
import { openShop, shopLink } from '../services/shop/index';
import { textOf } from '../words/index';
import { modelWords } from '../words/model';

export const shop = Behavior({
  methods: {
    /** Opens JD; says what is on the clipboard; offers the link when JD does not open. */
    async buy(item: JdItem) {
      const t = textOf(modelWords);
      const result = await openShop(item);
      if (result === 'keyword-copied') wx.showToast({ title: t.shopKeyword, icon: 'none' });
      if (result !== 'failed') return;
      const { shopFailed: title, shopFailedHint: content } = t;
      if (await confirmed({ title, content, yes: 'shopCopyLink' })) void copy(shopLink(item));
    },
  },
});
