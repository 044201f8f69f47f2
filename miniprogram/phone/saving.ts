/** Files that go from the cloud to a chat. The only caller of it. */
import { AppError } from './errors';

/** Fetches a file; its place on this phone, for as long as the app runs. Rejects with `offline`. */
export const fetchFile = (address: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const failed = (cause: { errMsg?: string }) =>
      reject(new AppError('offline', String(cause.errMsg), cause));
    wx.downloadFile({
      url: address,
      success: (got) => (got.statusCode === 200 ? resolve(got.tempFilePath) : failed(got)),
      fail: failed,
    });
  });

/** Lets the person choose a chat for a file; whether it went there. To be called in a tap. */
export const sendFile = (filePath: string, fileName: string): Promise<boolean> =>
  wx.shareFileMessage({ filePath, fileName }).then(
    () => true,
    () => false,
  );

/** Begins the app anew where WeChat can, else at its first page. */
export function beginAnew(): void {
  const path = '/pages/today/today';
  if (wx.canIUse('restartMiniProgram')) wx.restartMiniProgram({ path });
  else wx.reLaunch({ url: path });
}
