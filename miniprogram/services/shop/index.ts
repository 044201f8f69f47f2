/** 在京东购买: opens JD's mini program on an item, or on its search box with the keyword copied. */
import type { JdItem, Model } from '../../contract/makers';

/** JD's mini program and its item page (checked by the maker before release). */
const JD_APP_ID = 'wx91d27dbf599dff74';
const itemPath = (sku: string) => `pages/item/detail/detail?sku=${encodeURIComponent(sku)}`;

/** Opened from Moments: nothing may be opened from there. */
const SINGLE_PAGE = 1154;

export type ShopResult = 'opened' | 'keyword-copied' | 'cancelled' | 'failed';

/** Whether a model may show 在京东购买 here: it has an item, and this mode can open it. */
export function canBuy(model: Model): boolean {
  if (!usable(model.jd)) return false;
  const { scene, apiCategory } = wx.getEnterOptionsSync();
  return scene !== SINGLE_PAGE && (apiCategory === undefined || apiCategory === 'default');
}

/** An item is shown when it has something to look for and its sku, if any, is a number. */
export function usable(item: JdItem | undefined): item is JdItem {
  if (!item?.keyword.trim()) return false;
  return item.sku === undefined || /^\d{4,20}$/.test(item.sku);
}

/** Call from a tap. Without a sku the keyword waits on the clipboard. Never rejects. */
export async function openShop(item: JdItem): Promise<ShopResult> {
  if (item.sku === undefined) {
    try {
      await wx.setClipboardData({ data: item.keyword });
    } catch {
      return 'failed';
    }
  }
  return new Promise((resolve) => {
    wx.navigateToMiniProgram({
      appId: JD_APP_ID,
      ...(item.sku === undefined ? {} : { path: itemPath(item.sku) }),
      success: () => resolve(item.sku === undefined ? 'keyword-copied' : 'opened'),
      fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'failed'),
    });
  });
}

/** The same item on JD's site, for when the mini program does not open. */
export const shopLink = (item: JdItem): string =>
  item.sku === undefined
    ? `https://so.m.jd.com/ware/search.action?keyword=${encodeURIComponent(item.keyword)}`
    : `https://item.m.jd.com/product/${item.sku}.html`;
