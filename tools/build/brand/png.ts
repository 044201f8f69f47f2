/** Just enough of PNG for icons of one colour: 8-bit RGBA without interlace. */
import { deflateSync, inflateSync } from 'node:zlib';
import { crc32 } from '../../../miniprogram/lib/crc32';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const PIXEL = 4;

interface Picture {
  width: number;
  height: number;
  /** Four bytes a pixel, row by row. */
  pixels: Buffer;
}

/** Width and height of a PNG. Throws an Error in one sentence when it is none. */
export function sizeOf(file: Buffer): { width: number; height: number } {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('is not a PNG');
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

/** The same picture in another colour (#RRGGBB), or the very file where it has that colour. */
export function tinted(file: Buffer, colour: string): Buffer {
  const picture = read(file);
  const rgb = Buffer.from(colour.slice(1), 'hex');
  let other = false;
  for (let at = 0; at < picture.pixels.length; at += PIXEL) {
    for (let part = 0; part < rgb.length; part++) {
      other ||= picture.pixels[at + part] !== rgb[part];
      picture.pixels[at + part] = rgb[part]!;
    }
  }
  return other ? write(picture) : file;
}

function read(file: Buffer): Picture {
  const { width, height } = sizeOf(file);
  if (file.readUInt32BE(24) !== 0x08060000 || file[28] !== 0) {
    throw new Error('is not a PNG of 8-bit RGBA without interlace');
  }
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(file.subarray(at + 8, at + 8 + length));
    }
    at += length + 12;
  }
  return { width, height, pixels: unfiltered(inflateSync(Buffer.concat(data)), width, height) };
}

/** Undoes the filter of each row (PNG specification, 9.2). */
function unfiltered(raw: Buffer, width: number, height: number): Buffer {
  const row = width * PIXEL;
  const out = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)]!;
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x < PIXEL ? 0 : out[at - PIXEL]!;
      const up = y === 0 ? 0 : out[at - row]!;
      const corner = x < PIXEL || y === 0 ? 0 : out[at - row - PIXEL]!;
      out[at] = raw[y * (row + 1) + 1 + x]! + guessed(filter, left, up, corner);
    }
  }
  return out;
}

function guessed(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function write({ width, height, pixels }: Picture): Buffer {
  const row = width * PIXEL;
  const raw = Buffer.alloc((row + 1) * height);
  for (let y = 0; y < height; y++) pixels.copy(raw, y * (row + 1) + 1, y * row, (y + 1) * row);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
