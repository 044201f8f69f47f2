/**
 * WeChat DevTools without an appid has no cloud. There, and nowhere else, a develop version asks the
 * one of `npm run devtools` on the same machine.
 */
import { stored } from './store';

/** Where `npm run devtools` listens. */
const ADDRESS = 'http://127.0.0.1:4190/client/';

/** Each simulator is somebody else. */
const openid = stored('devtools', '', (value) => typeof value === 'string');

type Cloud = Pick<typeof wx.cloud, 'callFunction' | 'uploadFile'>;

/** Null on every phone, in every trial or released version, and wherever there is an appid. */
export function devtoolsCloud(): Cloud | null {
  if (wx.getDeviceInfo?.().platform !== 'devtools') return null;
  const { envVersion, appId } = wx.getAccountInfoSync().miniProgram;
  return envVersion === 'develop' && !/^wx[0-9a-f]{16}$/.test(appId) ? (local as Cloud) : null;
}

const local = {
  callFunction({ name, data }: { name: string; data?: object }) {
    if (!openid.get()) openid.set(`o-${Math.random().toString(36).slice(2)}`);
    return send('call', { name, data, openid: openid.get() }).then((result) => ({ result }));
  },
  uploadFile({ cloudPath, filePath }: { cloudPath: string; filePath: string }) {
    const base64 = wx.getFileSystemManager().readFileSync(filePath, 'base64');
    return send('upload', { cloudPath, base64 });
  },
};

/** Rejects as `wx.cloud` does: with WeChat's number, or as a request that got nowhere. */
const send = (route: string, data: object): Promise<unknown> =>
  new Promise((resolve, reject) => {
    wx.request<{ ok: boolean; result: unknown }>({
      url: ADDRESS + route,
      method: 'POST',
      header: { 'content-type': 'application/json' },
      data,
      success: ({ data: answer }) => (answer.ok ? resolve(answer.result) : reject(answer)),
      fail: reject,
    });
  });
