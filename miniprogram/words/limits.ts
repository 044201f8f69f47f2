/** Texts that WeChat refuses when they are longer than it likes. */
import type { Texts } from './index';

/** Buttons of `wx.showModal`: with a longer one no dialog appears at all. */
export const MODAL_BUTTONS = [
  'boardBlock',
  'boardLeave',
  'cancel',
  'close',
  'demoYes',
  'done',
  'settings',
  'shopCopyLink',
  'wrongYes',
  'yesAgain',
  'yesDelete',
  'yesRead',
  'yesRemove',
  'yesUnblock',
  'yesWithdraw',
] as const satisfies readonly (keyof Texts)[];

export type ModalButton = (typeof MODAL_BUTTONS)[number];

/** Columns of such a button: a Chinese character takes two. */
export const MODAL_BUTTON_COLUMNS = 8;
