/**
 * The clipboard, which WeChat counts among what a privacy guideline has to declare: it may refuse.
 * The only caller of it.
 */
import { text } from '../words/index';

/** Copies a text; WeChat says that it did. Resolves to whether it did, and says when it could not. */
export async function copy(data: string): Promise<boolean> {
  try {
    await wx.setClipboardData({ data });
    return true;
  } catch {
    wx.showToast({ title: text().copyFailed, icon: 'none' });
    return false;
  }
}
