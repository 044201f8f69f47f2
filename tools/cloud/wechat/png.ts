/** A black-and-white PNG of a QR code. */
import { deflateSync } from 'node:zlib';
import qrcode from 'qrcode-generator';
import { crc32 } from '../store/checksum';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** 8-bit greyscale PNG from rows of bytes. */
function png(width: number, height: number, pixel: (x: number, y: number) => number): Buffer {
  const raw = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) raw[y * (width + 1) + 1 + x] = pixel(x, y);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A QR code of `text`, about `width` pixels wide with its quiet zone. */
export function qrPng(text: string, width: number): Buffer {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const modules = code.getModuleCount();
  const quiet = 4;
  const scale = Math.max(1, Math.floor(width / (modules + quiet * 2)));
  const size = (modules + quiet * 2) * scale;
  return png(size, size, (x, y) => {
    const column = Math.floor(x / scale) - quiet;
    const row = Math.floor(y / scale) - quiet;
    const inside = column >= 0 && row >= 0 && column < modules && row < modules;
    return inside && code.isDark(row, column) ? 0 : 255;
  });
}
