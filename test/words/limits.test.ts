/** Texts that WeChat limits, in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { text } from '../../miniprogram/words/index';
import { MODAL_BUTTON_COLUMNS, MODAL_BUTTONS } from '../../miniprogram/words/limits';
import { ROOT } from '../helpers/imports';
import { installWx } from '../helpers/wx';
import { ALL_WORDS } from './all';

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

/** What stands between the button that goes back and WeChat's own, on a screen 320 px wide. */
const TITLE_COLUMNS = { zh: 14, en: 13 };

const pages = readdirSync(join(ROOT, 'miniprogram'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('npm'))
  .map((file) => readFileSync(join(ROOT, 'miniprogram', file), 'utf8'));
const titles = pages.flatMap((page) => /titleKey: '(\w+)'/.exec(page)?.[1] ?? []);

describe.each(['zh', 'en'] as const)('R8-3 %s', (language) => {
  test.each([...new Set(titles)])('the title %s does not end in dots', (key) => {
    const [words] = Object.values(ALL_WORDS).flatMap((one) => one[language][key] ?? []);
    expect(columns(String(words))).toBeGreaterThan(0);
    expect(columns(String(words))).toBeLessThanOrEqual(TITLE_COLUMNS[language]);
  });
});
