/** Toast, loading, modal, action sheet. */
import type { ModalOptions } from '../runtime/overlays';
import { phone } from '../runtime/phone';
import { api, Failure, text } from './call';

/** A dialog with a longer button does not appear. A Chinese character takes two columns. */
const BUTTON_COLUMNS = 8;
const columns = (words: string): number =>
  [...words].reduce((sum, character) => sum + (character > '~' ? 2 : 1), 0);

export const feedback = {
  showToast: api('showToast', ({ title, icon, image, duration, mask }) =>
    phone.overlays.showToast(
      text(title),
      text(icon, 'success'),
      image ? phone.assetUrl(text(image)) : null,
      Number(duration ?? 1500),
      mask === true,
    ),
  ),
  hideToast: api('hideToast', () => phone.overlays.hideToast()),
  showLoading: api('showLoading', ({ title, mask }) =>
    phone.overlays.showToast(text(title), 'loading', null, null, mask === true),
  ),
  hideLoading: api('hideLoading', () => phone.overlays.hideToast()),
  showModal: api('showModal', async (options) => {
    for (const name of ['confirmText', 'cancelText']) {
      if (columns(text(options[name])) > BUTTON_COLUMNS) {
        throw new Failure(`parameter error: ${name} is longer than 4 Chinese characters`);
      }
    }
    const { confirm, text: content } = await phone.overlays.modal(options as ModalOptions);
    return { confirm, cancel: !confirm, content: options.editable ? content : null };
  }),
  showActionSheet: api('showActionSheet', async ({ itemList, itemColor, alertText }) => {
    const items = (Array.isArray(itemList) ? itemList : []).map((label) => ({
      label: String(label),
      ...(itemColor ? { colour: text(itemColor) } : {}),
    }));
    if (items.length === 0 || items.length > 6) throw new Failure('parameter error: itemList');
    const index = await phone.overlays.sheet(items, alertText ? text(alertText) : undefined);
    if (index === null) throw new Failure('cancel');
    return { tapIndex: index };
  }),
  enableAlertBeforeUnload: api('enableAlertBeforeUnload', () => undefined),
  disableAlertBeforeUnload: api('disableAlertBeforeUnload', () => undefined),
};
