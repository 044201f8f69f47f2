import { describe, expect, jest, test } from '@jest/globals';
import { MODELS, modelOf } from '../../../miniprogram/contract/makers';
import { canBuy, openShop, shopLink, usable } from '../../../miniprogram/services/shop/index';
import { installWx } from '../../helpers/wx';

const wxNow = installWx(() => ({ getEnterOptionsSync: () => ({ scene: 1001 }) }));
const am3 = modelOf('am3')!;
const failing = (errMsg: string) =>
  jest.fn(({ fail }: { fail: (error: { errMsg: string }) => void }) => fail({ errMsg }));

describe('在京东购买', () => {
  test('R7-1 with a sku JD opens on that item', async () => {
    expect(await openShop({ keyword: 'AM3', sku: '100012', commission: false })).toBe('opened');
    expect(wxNow().navigateToMiniProgram).toHaveBeenCalledWith(
      expect.objectContaining({
        appId: 'wx91d27dbf599dff74',
        path: 'pages/item/detail/detail?sku=100012',
      }),
    );
    expect(wxNow().setClipboardData).not.toHaveBeenCalled();
  });

  test('R7-1 without one JD opens and the keyword waits on the clipboard', async () => {
    expect(await openShop({ keyword: '咕咚手环', commission: false })).toBe('keyword-copied');
    expect(wxNow().setClipboardData).toHaveBeenCalledWith({ data: '咕咚手环' });
    expect(wxNow().navigateToMiniProgram).toHaveBeenCalledWith(
      expect.not.objectContaining({ path: expect.anything() }),
    );
  });

  test('R7-1 a clipboard that is refused is said, and JD opens all the same', async () => {
    wxNow().setClipboardData = jest.fn(() => Promise.reject({ errMsg: 'fail' }));
    expect(await openShop({ keyword: '咕咚手环', commission: false })).toBe('opened');
    expect(wxNow().showToast).toHaveBeenCalledTimes(1);
  });

  test('R7-1 cancel is quiet, another failure is told apart', async () => {
    wxNow().navigateToMiniProgram = failing('navigateToMiniProgram:fail cancel');
    expect(await openShop(am3.jd!)).toBe('cancelled');
    wxNow().navigateToMiniProgram = failing('navigateToMiniProgram:fail invalid appid');
    expect(await openShop(am3.jd!)).toBe('failed');
  });

  test('R7-1 the link offered instead searches, or shows the item', () => {
    expect(shopLink({ keyword: '乐心 Mambo', commission: false })).toBe(
      'https://so.m.jd.com/ware/search.action?keyword=%E4%B9%90%E5%BF%83%20Mambo',
    );
    expect(shopLink({ keyword: 'x', sku: '100012', commission: false })).toBe(
      'https://item.m.jd.com/product/100012.html',
    );
  });

  test.each([
    [{ scene: 1154 }, false],
    [{ scene: 1007, apiCategory: 'chatTool' }, false],
    [{ scene: 1001, apiCategory: 'embedded' }, false],
    [{ scene: 1001, apiCategory: 'default' }, true],
    [{ scene: 1001 }, true],
  ])('R7-3 entered by %j: shown %s', (options, shown) => {
    wxNow().getEnterOptionsSync = () => options;
    expect(canBuy(am3)).toBe(shown);
  });

  test('R7-4 no item, an empty keyword or a bad sku: not shown', () => {
    expect(canBuy(modelOf('wechat-band')!)).toBe(false);
    expect(usable({ keyword: ' ', commission: false })).toBe(false);
    expect(usable({ keyword: 'AM3', sku: 'soon', commission: false })).toBe(false);
  });

  test('R7-4 every item of the catalogue is usable', () => {
    expect(MODELS.filter(({ jd }) => jd && !usable(jd))).toEqual([]);
  });
});
