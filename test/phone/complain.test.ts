import { describe, expect, jest, test } from '@jest/globals';
import { complain } from '../../miniprogram/phone/complain';
import { type AppCode, AppError } from '../../miniprogram/phone/errors';
import { parse, sources } from '../helpers/imports';
import { installWx } from '../helpers/wx';

describe('a tap that failed is told in a sentence, with the one thing to do', () => {
  const wxNow = installWx();
  const asked = () => (wxNow().showModal as jest.Mock).mock.calls.map(([question]) => question);

  /** Complains, and the person chooses. */
  async function told(code: AppCode, confirm: boolean) {
    wxNow().showModal = jest.fn(() => Promise.resolve({ confirm }));
    const again = jest.fn();
    await complain(new AppError(code, 'x'), again);
    return again;
  }

  test('again, now', async () => {
    const again = await told('offline', true);
    expect(asked()).toEqual([
      {
        title: '没有网络',
        content: '连上网络后再试一次。',
        confirmText: '再试一次',
        cancelText: '取消',
      },
    ]);
    expect(again).toHaveBeenCalledTimes(1);
    expect(wxNow().showToast).not.toHaveBeenCalled();
  });

  test('not again', async () => {
    expect(await told('offline', false)).not.toHaveBeenCalled();
  });

  test('a permission is in the way: settings, and again from there', async () => {
    wxNow().openSetting = jest.fn((o: { complete(): void }) => o.complete());
    const again = await told('werun-refused', true);
    expect(asked()).toMatchObject([{ title: '微信没有允许读取', confirmText: '去设置' }]);
    expect(again).toHaveBeenCalledTimes(1);
  });

  test('the terms are to be read first', async () => {
    expect(await told('needs-consent', true)).toHaveBeenCalledTimes(1);
    expect(asked()).toMatchObject([{ title: '同意后才能用', confirmText: '看说明' }]);
  });

  test.each<AppCode>(['day-closed', 'too-often', 'forbidden', 'bad-input'])(
    'of %s there is only to know',
    async (code) => {
      expect(await told(code, true)).not.toHaveBeenCalled();
      expect(asked()).toMatchObject([{ showCancel: false, confirmText: '关闭' }]);
      expect(asked()).toMatchObject([{ content: expect.stringMatching(/。$/) }]);
    },
  );

  test('of a ring it speaks of a ring', async () => {
    wxNow().showModal = jest.fn(() => Promise.resolve({ confirm: false }));
    await complain(new AppError('band-not-found', 'x'), () => {}, 'ring');
    expect(asked()).toMatchObject([{ title: '找不到戒指' }]);
  });

  test('what was thrown by nobody in particular is told too', async () => {
    wxNow().showModal = jest.fn(() => Promise.reject(new Error('no dialog')));
    await expect(complain(new Error('x'), () => {})).resolves.toBeUndefined();
  });
});

test('no toast says a problem by its title alone', () => {
  const alone = /problems\[.*\]\.title|\{ title \} = .*problems\[/;
  const found = sources('miniprogram')
    .map((file) => [file, parse(file).text] as const)
    .filter(([, text]) => text.includes('showToast') && alone.test(text));
  expect(found.map(([file]) => file)).toEqual([]);
});
