/** image and canvas. */

import { phone } from '../phone';
import { urlOf } from '../urls';
import type { BuiltIn, Host } from './built-in';

const MODES: Record<string, string> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
};

const imageProperties = {
  src: '',
  mode: 'scaleToFill',
  lazyLoad: false,
  fadeIn: false,
  webp: false,
  showMenuByLongpress: false,
};

function setupImage(host: Host) {
  const picture = host.page.createElement('img');
  picture.draggable = false;
  picture.alt = '';
  const fit = () => {
    const mode = host.text('mode');
    picture.style.objectFit = MODES[mode] ?? 'none';
    picture.style.objectPosition = MODES[mode] ? '' : mode;
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (!width || !height) return;
    const { element } = host;
    if (mode === 'widthFix') element.style.height = `${(element.clientWidth * height) / width}px`;
    if (mode === 'heightFix') element.style.width = `${(element.clientHeight * width) / height}px`;
  };
  picture.addEventListener('load', () => {
    fit();
    const { naturalWidth: width, naturalHeight: height } = picture;
    host.emit('load', { width, height });
  });
  picture.addEventListener('error', () => {
    if (picture.getAttribute('src')) host.emit('error', { errMsg: 'load image fail' });
  });
  const show = async () => {
    const src = host.text('src');
    if (!src) {
      picture.removeAttribute('src');
      return;
    }
    const url = await urlOf(src, host.component.ownerShadowRoot?.getHostNode().is ?? '');
    if (host.text('src') !== src) return;
    // What is there already would be loaded again, and said to be.
    if (url && picture.getAttribute('src') !== url) picture.src = url;
    if (!url) host.emit('error', { errMsg: `${src}: no network in the preview` });
  };
  return {
    attached: () => host.element.append(picture),
    changed(name: string) {
      if (name === 'src') void show();
      if (name === 'mode') fit();
    },
  };
}

/** A canvas as `type="2d"` gives it: an element with WeChat's extras. */
function setupCanvas(host: Host) {
  const canvas = host.page.createElement('canvas');
  const view = host.page.defaultView ?? window;
  Object.assign(canvas, {
    createImage: () => {
      const image = host.page.createElement('img');
      const source = Object.getOwnPropertyDescriptor(view.HTMLImageElement.prototype, 'src');
      Object.defineProperty(image, 'src', {
        get: () => source?.get?.call(image) as string,
        set: (src: string) => {
          void urlOf(src, phone.stack.current?.path ?? '').then((url) =>
            source?.set?.call(image, url ?? 'data:,'),
          );
        },
      });
      return image;
    },
    createImageData: (width: number, height: number) => new ImageData(width, height),
    createPath2D: (path?: string) => new view.Path2D(path),
    requestAnimationFrame: (draw: FrameRequestCallback) => requestAnimationFrame(draw),
    cancelAnimationFrame: (id: number) => cancelAnimationFrame(id),
  });
  return {
    attached: () => host.element.append(canvas),
    node: () => canvas,
  };
}

export const MEDIA: readonly BuiltIn[] = [
  { name: 'image', properties: imageProperties, setup: setupImage },
  { name: 'cover-image', properties: imageProperties, setup: setupImage },
  {
    name: 'canvas',
    properties: { type: '', canvasId: '', disableScroll: false },
    setup: setupCanvas,
  },
];
