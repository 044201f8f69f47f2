/** WeChat's own dialog. The only caller of it. */
import { text } from '../words/index';
import type { ModalButton } from '../words/limits';

/** Red of a button that cannot be undone, readable on WeChat's light and dark; it takes no variable here. */
const danger = () => (wx.getAppBaseInfo().theme === 'dark' ? '#F2857C' : '#B42D25');

export interface Question {
  title: string;
  content: string;
  /** The name of the button's word. */
  yes: ModalButton;
  /** It cannot be undone: the button is red. */
  danger?: boolean;
}

/** Whether the person said yes. Never rejects. */
export async function confirmed({
  title,
  content,
  yes,
  danger: final,
}: Question): Promise<boolean> {
  const t = text();
  const buttons = { confirmText: t[yes], cancelText: t.cancel };
  const colour = final ? { confirmColor: danger() } : {};
  const { confirm } = await wx
    .showModal({ title, content, ...buttons, ...colour })
    .catch(() => ({ confirm: false }));
  return confirm;
}

/** Says something that has one answer. */
export function tell(title: string, content: string): void {
  const confirmText = text().close;
  wx.showModal({ title, content, showCancel: false, confirmText, fail: () => {} });
}
