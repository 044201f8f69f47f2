import { expect, jest, test } from '@jest/globals';
import { copy } from '../../miniprogram/phone/clipboard';
import { installWx } from '../helpers/wx';

const wxNow = installWx();

test('what was copied is left to WeChat to say; what was not is said', async () => {
  expect(await copy('AM3')).toBe(true);
  expect(wxNow().setClipboardData).toHaveBeenCalledWith({ data: 'AM3' });
  expect(wxNow().showToast).not.toHaveBeenCalled();
  wxNow().setClipboardData = jest.fn(() =>
    Promise.reject({
      errno: 104,
      errMsg: 'setClipboardData:fail privacy permission is not authorized',
    }),
  );
  expect(await copy('AM3')).toBe(false);
  expect(wxNow().showToast).toHaveBeenCalledWith({
    title: '没有复制成功，请检查微信的剪贴板权限',
    icon: 'none',
  });
});
