import { describe, expect, test } from '@jest/globals';
import { currentAppearance, fontScale } from '../../miniprogram/words/appearance';
import { installWx } from '../helpers/wx';

const wxNow = installWx();

describe('R8-3 letter size and language', () => {
  test.each([
    [{ fontSizeSetting: 15 }, 1],
    [{ fontSizeSetting: 17 }, 1],
    [{ fontSizeSetting: 19.2 }, 1.2],
    [{ fontSizeSetting: 40 }, 1.4],
    [{ fontSizeScaleFactor: 1.3, fontSizeSetting: 16 }, 1.3],
    [{ fontSizeScaleFactor: 0.8, fontSizeSetting: 16 }, 1],
  ])('%j is %f', (info, scale) => {
    Object.assign(wxNow().baseInfo, { fontSizeScaleFactor: undefined }, info);
    expect(fontScale()).toBeCloseTo(scale);
  });

  test('inside the ring letters stop growing at 1.2', () => {
    wxNow().baseInfo.fontSizeSetting = 22.4;
    expect(currentAppearance([]).pageStyle).toBe('--bm-scale: 1.4; --bm-scale-small: 1.2');
  });

  test("texts are plain words in WeChat's language", () => {
    wxNow().baseInfo.language = 'en';
    const { t, lang } = currentAppearance(['common', 'ranking']);
    expect(lang).toBe('en');
    expect(t.today).toBe('Today');
    expect(Object.values(t).every((word) => typeof word === 'string')).toBe(true);
  });
});
