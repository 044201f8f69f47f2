/** `wx.createCanvasContext`: the older way to draw, kept until `draw()`, on the canvas of today. */
import { type Host, instancesIn } from '../runtime/components/built-in';
import type { Caller } from '../runtime/framework';
import { phone } from '../runtime/phone';
import { urlOf } from '../runtime/urls';
import { api, Failure, type Options, text } from './call';

type Pen = CanvasRenderingContext2D;
type Step = (pen: Pen) => unknown;

/** Calls that mean the same on both. */
const SAME = [
  ...['beginPath', 'closePath', 'moveTo', 'lineTo', 'rect', 'arc', 'arcTo', 'quadraticCurveTo'],
  ...['bezierCurveTo', 'fill', 'stroke', 'fillRect', 'strokeRect', 'clearRect', 'fillText'],
  ...['strokeText', 'save', 'restore', 'scale', 'rotate', 'translate', 'clip', 'transform'],
  'setTransform',
] as const;

/** `setFillStyle(x)` is `fillStyle = x`. */
const SETTERS = [
  ...['fillStyle', 'strokeStyle', 'lineWidth', 'lineCap', 'lineJoin', 'miterLimit'],
  ...['globalAlpha', 'textAlign', 'textBaseline', 'lineDashOffset', 'font', 'shadowColor'],
  ...['shadowBlur', 'shadowOffsetX', 'shadowOffsetY', 'globalCompositeOperation'],
] as const;

/** The canvas with this canvas-id on the shown page, or in a component of it. */
function canvasOf(id: string): { canvas: HTMLCanvasElement; host: Host } | null {
  const body = phone.stack.current?.page.body;
  const found = body
    ? instancesIn(body).find(({ host }) => host.component.is.endsWith('/canvas') && named(host, id))
    : undefined;
  const canvas = found?.behaviour.node?.() as HTMLCanvasElement | undefined;
  return found && canvas ? { canvas, host: found.host } : null;
}

const named = (host: Host, id: string): boolean => host.text('canvasId') === id;

/** Its pixels are those of the screen, so that lines are sharp. */
function sized(canvas: HTMLCanvasElement): void {
  const { clientWidth, clientHeight } = canvas;
  if (canvas.width !== clientWidth || canvas.height !== clientHeight) {
    canvas.width = clientWidth;
    canvas.height = clientHeight;
  }
}

const measuring = document.createElement('canvas').getContext('2d');

export function createCanvasContext(canvasId: unknown, _owner?: Caller): object {
  let steps: Step[] = [];
  const target: Record<string, unknown> = {
    canvasId,
    draw(reserve?: boolean, done?: () => void) {
      const now = steps;
      steps = [];
      void paint(text(canvasId), now, reserve === true).then(() => done?.());
    },
    drawImage(src: string, ...rest: number[]) {
      steps.push((pen) => drawImage(pen, src, rest));
    },
    setLineDash: (pattern: number[], offset = 0) =>
      steps.push((pen) => {
        pen.setLineDash(pattern);
        pen.lineDashOffset = offset;
      }),
    setShadow: (x: number, y: number, blur: number, colour: string) =>
      steps.push((pen) =>
        Object.assign(pen, {
          shadowOffsetX: x,
          shadowOffsetY: y,
          shadowBlur: blur,
          shadowColor: colour,
        }),
      ),
    setFontSize: (size: number) =>
      steps.push((pen) => {
        pen.font = `${size}px sans-serif`;
      }),
    createLinearGradient: (...args: [number, number, number, number]) =>
      measuring?.createLinearGradient(...args),
    createCircularGradient: (x: number, y: number, r: number) =>
      measuring?.createRadialGradient(x, y, 0, x, y, r),
    createPattern: () => null,
    measureText: (words: string) => ({ width: measuring?.measureText(words).width ?? 0 }),
    getActions: () => steps.splice(0),
    clearActions: () => steps.splice(0),
  };
  for (const name of SAME) {
    target[name] = (...args: unknown[]) =>
      steps.push((pen) => (pen[name] as (...all: unknown[]) => void)(...args));
  }
  for (const name of SETTERS) {
    const set = (value: unknown) => steps.push((pen) => Object.assign(pen, { [name]: value }));
    target[`set${name[0]?.toUpperCase()}${name.slice(1)}`] = set;
    Object.defineProperty(target, name, { set, get: () => undefined });
  }
  return target;
}

async function paint(id: string, steps: readonly Step[], reserve: boolean): Promise<void> {
  const found = canvasOf(id);
  if (!found) return console.warn(`canvas "${id}" is not on the page`);
  const { canvas } = found;
  sized(canvas);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  if (!reserve) pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.save();
  for (const step of steps) await step(pen);
  pen.restore();
}

async function drawImage(pen: Pen, src: string, place: number[]): Promise<void> {
  const url = await urlOf(src, '');
  if (!url) return;
  const image = new Image();
  image.src = url;
  await image.decode().catch(() => undefined);
  if (!image.naturalWidth) return;
  (pen.drawImage as (...all: unknown[]) => void).call(pen, image, ...place);
}

const pixels = (options: Options) => {
  const found = canvasOf(text(options.canvasId));
  const pen = found?.canvas.getContext('2d');
  if (!pen) throw new Failure(`canvas "${text(options.canvasId)}" is not on the page`);
  return { pen, at: ['x', 'y', 'width', 'height'].map((name) => Number(options[name] ?? 0)) };
};

export const legacyCanvas = {
  /** The oldest way: actions of a context that belongs to no canvas, drawn on one. */
  createContext: () => createCanvasContext(''),
  drawCanvas: api('drawCanvas', ({ canvasId, actions, reserve }) =>
    paint(text(canvasId), Array.isArray(actions) ? (actions as Step[]) : [], reserve === true),
  ),
  canvasGetImageData: api('canvasGetImageData', (options) => {
    const { pen, at } = pixels(options);
    const { data, width, height } = pen.getImageData(at[0]!, at[1]!, at[2] || 1, at[3] || 1);
    return { data, width, height };
  }),
  canvasPutImageData: api('canvasPutImageData', (options) => {
    const { pen, at } = pixels(options);
    const data = new Uint8ClampedArray(options.data as Uint8ClampedArray);
    pen.putImageData(new ImageData(data, at[2] || 1), at[0]!, at[1]!);
  }),
};

/** The canvas that an older `canvasToTempFilePath({ canvasId })` means, or null. */
export const canvasById = (id: unknown): HTMLCanvasElement | null =>
  canvasOf(text(id))?.canvas ?? null;
