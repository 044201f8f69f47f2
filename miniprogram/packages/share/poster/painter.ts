/** Puts the marks of a sheet on a canvas, and makes it a picture. Nothing is decided here. */
import { exportCanvas } from '../../../phone/pictures';
import {
  type ArcMark,
  type BarMark,
  COLOURS,
  type LineMark,
  type Mark,
  type Measure,
  type Sheet,
  type TextMark,
} from './marks';

type Canvas = WechatMiniprogram.Canvas;
type Pen = WechatMiniprogram.CanvasRenderingContext.CanvasRenderingContext2D;
type Image = WechatMiniprogram.Image;

/** What draws: `measure` first, then a sheet as a picture of `scale` times its size. */
export interface Painter {
  measure: Measure;
  /** `code`: the address of WeChat's code. Resolves with the picture's temporary path. */
  paint(sheet: Sheet, scale: number, code: string | null): Promise<string>;
}

const font = (size: number, bold: boolean) =>
  `${bold ? '600' : 'normal'} ${size}px -apple-system, "PingFang SC", "Noto Sans CJK SC", sans-serif`;

/** From the middle of a line to where its letters stand, in letter sizes. */
const BASELINE = 0.36;

/** The painter of a canvas of a component or page; null where this WeChat gives none. */
export function painterOf(owner: object, selector: string): Promise<Painter | null> {
  const { createSelectorQuery } = owner as WechatMiniprogram.Component.InstanceMethods<object>;
  return new Promise((resolve) => {
    createSelectorQuery
      .call(owner)
      .select(selector)
      .fields({ node: true })
      .exec((found: { node?: Canvas }[]) => {
        const canvas = found[0]?.node;
        const pen = canvas?.getContext('2d') as Pen | undefined;
        resolve(canvas && pen ? painter(canvas, pen) : null);
      });
  });
}

function painter(canvas: Canvas, pen: Pen): Painter {
  return {
    measure(words, size, bold) {
      pen.font = font(size, bold);
      return pen.measureText(words).width;
    },
    async paint({ width, height, marks }, scale, code) {
      const picture = code === null ? null : await load(canvas, code);
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      pen.fillStyle = COLOURS.paper;
      pen.fillRect(0, 0, width + 1, height + 1);
      for (const mark of marks) draw(pen, mark, picture);
      return exportCanvas(canvas);
    },
  };
}

/** Null where it does not load: the picture goes on without it. */
function load(canvas: Canvas, address: string): Promise<Image | null> {
  return new Promise((resolve) => {
    const image = canvas.createImage();
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = address;
  });
}

function draw(pen: Pen, mark: Mark, code: Image | null): void {
  if (mark.kind === 'text') write(pen, mark);
  else if (mark.kind === 'code') {
    const { x, y, size } = mark;
    disc(pen, x + size / 2, y + size / 2, size / 2);
    if (code) pen.drawImage(code as never, x + 4, y + 4, size - 8, size - 8);
  } else stroke(pen, mark);
}

function stroke(pen: Pen, mark: LineMark | ArcMark | BarMark): void {
  const colour = COLOURS[mark.colour];
  pen.strokeStyle = colour;
  pen.lineCap = 'round';
  pen.beginPath();
  if (mark.kind === 'line') {
    pen.lineWidth = mark.width;
    pen.moveTo(...mark.from);
    pen.lineTo(...mark.to);
    pen.stroke();
  } else if (mark.kind === 'arc') {
    const top = -Math.PI / 2;
    pen.lineWidth = mark.width;
    pen.arc(mark.x, mark.y, mark.radius, top, top + 2 * Math.PI * mark.share);
    pen.stroke();
  } else {
    const inset = mark.dashed ? 0.75 : 0;
    const { x, y, width, height, corner } = mark;
    const [right, bottom] = [x + width - inset, y + height - inset];
    pen.moveTo(x + inset + corner, y + inset);
    pen.arcTo(right, y + inset, right, bottom, corner);
    pen.arcTo(right, bottom, x + inset, bottom, corner);
    pen.arcTo(x + inset, bottom, x + inset, y + inset, corner);
    pen.arcTo(x + inset, y + inset, right, y + inset, corner);
    pen.closePath();
    if (mark.dashed) outline(pen);
    else {
      pen.fillStyle = colour;
      pen.fill();
    }
  }
}

function outline(pen: Pen): void {
  pen.lineWidth = 1.5;
  pen.lineCap = 'butt';
  pen.globalAlpha = 0.5;
  pen.setLineDash([4, 4]);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

function disc(pen: Pen, x: number, y: number, radius: number): void {
  pen.fillStyle = COLOURS.white;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

function write(pen: Pen, { words, x, y, size, bold, colour, align }: TextMark): void {
  pen.font = font(size, bold);
  pen.fillStyle = COLOURS[colour];
  pen.textAlign = align;
  pen.textBaseline = 'alphabetic';
  pen.fillText(words, x, y + size * BASELINE);
}
