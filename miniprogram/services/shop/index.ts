/** 在京东购买: opens JD's mini program on an item, or on its search box with the keyword copied. */
import { BRAND } from '../../contract/catalogue/brand';
import type { JdItem, Model } from '../../contract/makers';
import { copy } from '../../phone/clipboard';
import { entry, SINGLE_PAGE } from '../../phone/wechat';

export type ShopResult = 'opened' | 'keyword-copied' | 'cancelled' | 'failed';

/** Whether a model may show 在京东购买 here: it has an item, and this mode can open it. */
export function canBuy(model: Model): boolean {
  if (!usable(model.jd)) return false;
  const { scene, apiCategory } = entry();
  return scene !== SINGLE_PAGE && (apiCategory === undefined || apiCategory === 'default');
}

/** An item is shown when it has something to look for and its sku, if any, is a number; the build tells. */
export function usable(item: JdItem | undefined): item is JdItem {
  if (!item?.keyword.trim()) return false;
  return item.sku === undefined || /^\d{4,20}$/.test(item.sku);
}

/** Call from a tap. Without a sku the keyword waits on the clipboard. Never rejects. */
export async function openShop(item: JdItem): Promise<ShopResult> {
  // Without the keyword JD's search box is still better than nothing.
  const copied = item.sku === undefined && (await copy(item.keyword));
  return new Promise((resolve) => {
    wx.navigateToMiniProgram({
      appId: BRAND.shop.appId,
      ...(item.sku === undefined ? {} : { path: `${BRAND.shop.itemPath}?sku=${item.sku}` }),
      success: () => resolve(copied ? 'keyword-copied' : 'opened'),
      fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'failed'),
    });
  });
}

/** The same item on JD's site, for when the mini program does not open. */
export const shopLink = (item: JdItem): string =>
  item.sku === undefined
    ? `https://so.m.jd.com/ware/search.action?keyword=${encodeURIComponent(item.keyword)}`
    : `https://item.m.jd.com/product/${item.sku}.html`;
