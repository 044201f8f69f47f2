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

/** 8-bit greyscale PNG. @param lines each a byte 0 (no filter) and a byte a pixel. */
function png(width: number, lines: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(lines.length, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** In modules, on each side. */
const QUIET = 4;

/** A QR code of `text`, about `width` pixels wide with its quiet zone. */
export function qrPng(text: string, width: number): Buffer {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const modules = code.getModuleCount();
  const scale = Math.max(1, Math.floor(width / (modules + QUIET * 2)));
  const size = (modules + QUIET * 2) * scale;
  const light = Buffer.alloc(size + 1, 255).fill(0, 0, 1);
  const times = (count: number, line: Buffer) => Array.from({ length: count }, () => line);
  const rows = Array.from({ length: modules }, (_, row) => {
    const line = Buffer.from(light);
    for (let column = 0; column < modules; column++) {
      const from = 1 + (QUIET + column) * scale;
      if (code.isDark(row, column)) line.fill(0, from, from + scale);
    }
    return times(scale, line);
  });
  const margin = times(QUIET * scale, light);
  return png(size, [...margin, ...rows.flat(), ...margin]);
}
