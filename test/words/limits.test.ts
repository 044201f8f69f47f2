/** Texts that WeChat limits, in both languages. */
import { describe, expect, test } from '@jest/globals';
import { text } from '../../miniprogram/words/index';
import { MODAL_BUTTON_COLUMNS, MODAL_BUTTONS } from '../../miniprogram/words/limits';
import { installWx } from '../helpers/wx';

const wxNow = installWx();

/** Columns of a text: what is not ASCII takes two. */
const columns = (words: string): number =>
  [...words].reduce((sum, character) => sum + (character > '~' ? 2 : 1), 0);

describe.each(['zh_CN', 'en'])('%s', (language) => {
  test.each(MODAL_BUTTONS)('the dialog button %s fits, or there is no dialog', (name) => {
    wxNow().baseInfo.language = language;
    expect(columns(text()[name])).toBeLessThanOrEqual(MODAL_BUTTON_COLUMNS);
  });
});
