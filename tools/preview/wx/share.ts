/** Sharing and pictures. */
import { chooseAvatar } from '../runtime/avatar';
import { h } from '../runtime/dom';
import { phone } from '../runtime/phone';
import { urlOf } from '../runtime/urls';
import { api, Failure, text } from './call';
import { canvasById } from './canvas-context';
import { cloudId } from './cloud';
import { fromBase64, temporaryFile } from './files';
import { needPrivacy, needScope } from './privacy';

function alive(): void {
  if (phone.single) throw new Failure('can not use in single page mode');
}

export const share = {
  showShareMenu: api('showShareMenu', ({ menus }) => {
    phone.shareMenu = Array.isArray(menus) ? menus.map(String) : ['shareAppMessage'];
  }),
  hideShareMenu: api('hideShareMenu', () => {
    phone.shareMenu = [];
  }),
  updateShareMenu: api('updateShareMenu', () => undefined),
  getGroupEnterInfo: api('getGroupEnterInfo', async () => {
    const { shareTicket } = phone.enterOptions;
    if (!shareTicket) throw new Failure('no group enter info');
    return { cloudID: await cloudId({ opengid: shareTicket }) };
  }),
  getShareInfo: api('getShareInfo', async ({ shareTicket }) => ({
    cloudID: await cloudId({ openGId: text(shareTicket) }),
  })),
  showShareImageMenu: api('showShareImageMenu', async ({ path }) => {
    alive();
    const url = await urlOf(text(path), '');
    if (!url) throw new Failure('invalid image');
    const items = [{ label: '发送给朋友' }, { label: '分享到朋友圈' }, { label: '保存图片' }];
    const picture = h('img', { src: url, alt: '', testid: 'share-image' });
    const chosen = await new Promise<number | null>((resolve) => {
      const buttons = items.map(({ label }, index) =>
        h('button', { class: 'sheet-item', onclick: () => finish(index) }, label),
      );
      const body = h('div', { class: 'panel-body' }, picture, ...buttons);
      const panel = phone.overlays.panel('分享图片', body, () => resolve(null));
      const finish = (index: number) => {
        resolve(index);
        panel.close();
      };
    });
    if (chosen === null) throw new Failure('cancel');
    phone.note('showShareImageMenu', items[chosen]?.label ?? '');
    if (chosen < 2) phone.sharePicture(chosen === 0 ? 'chat' : 'moments', url);
  }),
  saveImageToPhotosAlbum: api('saveImageToPhotosAlbum', async ({ filePath }) => {
    alive();
    await needPrivacy('saveImageToPhotosAlbum');
    await needScope('albumScope', '保存图片到你的相册');
    if (!(await urlOf(text(filePath), ''))) throw new Failure('no such file');
    phone.note('saveImageToPhotosAlbum', text(filePath));
  }),
  previewImage: api('previewImage', async ({ urls, current }) => {
    const list = Array.isArray(urls) ? urls.map(String) : [];
    const url = await urlOf(text(current, list[0]), '');
    const body = h('div', { class: 'panel-body' }, h('img', { src: url ?? '', alt: '' }));
    phone.overlays.panel('图片', body, () => undefined);
  }),
  chooseMedia: api('chooseMedia', async () => {
    await needPrivacy('chooseMedia');
    const path = await chooseAvatar();
    if (!path) throw new Failure('cancel');
    return {
      tempFiles: [{ tempFilePath: path, size: 0, fileType: 'image' }],
      type: 'image',
    };
  }),
  getImageInfo: api('getImageInfo', async ({ src }) => {
    const url = await urlOf(text(src), '');
    if (!url) throw new Failure('download fail');
    const image = await loaded(url);
    return {
      width: image.naturalWidth,
      height: image.naturalHeight,
      path: text(src),
      orientation: 'up',
      type: 'png',
    };
  }),
  compressImage: api('compressImage', ({ src }) => ({ tempFilePath: text(src) })),
  canvasToTempFilePath: api('canvasToTempFilePath', (options) => {
    const given = options.canvas as HTMLCanvasElement | undefined;
    const canvas = given ?? canvasById(options.canvasId);
    if (!canvas?.toDataURL) throw new Failure('canvas is empty');
    const width = Number(options.width ?? canvas.width);
    const height = Number(options.height ?? canvas.height);
    const target = document.createElement('canvas');
    target.width = Number(options.destWidth ?? width);
    target.height = Number(options.destHeight ?? height);
    const pen = target.getContext('2d');
    const from = [Number(options.x ?? 0), Number(options.y ?? 0), width, height] as const;
    pen?.drawImage(canvas, ...from, 0, 0, target.width, target.height);
    const jpeg = options.fileType === 'jpg';
    const url = target.toDataURL(jpeg ? 'image/jpeg' : 'image/png', Number(options.quality ?? 1));
    const bytes = fromBase64(url.slice(url.indexOf(',') + 1));
    return { tempFilePath: temporaryFile(bytes, jpeg ? 'jpg' : 'png') };
  }),
  createOffscreenCanvas: (options: { width?: number; height?: number } = {}) => {
    const canvas = document.createElement('canvas');
    canvas.width = options.width ?? 300;
    canvas.height = options.height ?? 150;
    return Object.assign(canvas, {
      createImage: () => new Image(),
      requestAnimationFrame: (draw: FrameRequestCallback) => requestAnimationFrame(draw),
    });
  },
  loadFontFace: api('loadFontFace', () => {
    throw new Failure('no network in the preview');
  }),
};

function loaded(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Failure('image error'));
    image.src = url;
  });
}
