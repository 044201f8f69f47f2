/** Pictures that leave the app: to Moments, to a chat, to the album. */

/** How it went: what the person called off is no failure; `refused` is a permission. */
export type Sent = 'done' | 'cancelled' | 'refused' | 'failed';

/** A canvas as a picture in a temporary file. Rejects when WeChat makes none. */
export async function exportCanvas(canvas: WechatMiniprogram.Canvas): Promise<string> {
  const picture = { canvas: canvas as never, fileType: 'jpg', quality: 0.95 } as const;
  return (await wx.canvasToTempFilePath(picture)).tempFilePath;
}

/** From here on WeChat's menu of a picture leads to Moments. */
const MOMENTS_LIBRARY = [3, 8, 2];

/** Whether a picture can be handed to Moments, or has to go through the album. */
export function momentsTakePictures(): boolean {
  if (!wx.canIUse('showShareImageMenu')) return false;
  const own = String(wx.getAppBaseInfo().SDKVersion ?? '').split('.');
  for (const [at, least] of MOMENTS_LIBRARY.entries()) {
    const part = Number(own[at] ?? 0);
    if (part !== least) return part > least;
  }
  return true;
}

/** WeChat's menu for a picture; `entrance` is the page it leads back to. Never rejects. */
export const sharePicture = (path: string, entrance: string): Promise<Sent> =>
  outcome(wx.showShareImageMenu({ path, entrancePath: entrance }));

/** Keeps a picture in the album. Never rejects. */
export const savePicture = (filePath: string): Promise<Sent> =>
  outcome(wx.saveImageToPhotosAlbum({ filePath }));

/** WeChat's own page of what the app may do; resolves when it is left. */
export async function openPermissions(): Promise<void> {
  await wx.openSetting({}).catch(() => undefined);
}

async function outcome(call: Promise<unknown>): Promise<Sent> {
  try {
    await call;
    return 'done';
  } catch (failure) {
    const words = String((failure as { errMsg?: string } | null)?.errMsg ?? '');
    if (/cancel/i.test(words)) return 'cancelled';
    return /auth|den(y|ied)|privacy|permission/i.test(words) ? 'refused' : 'failed';
  }
}
