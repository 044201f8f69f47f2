/** A person's WeChat picture, drawn: one character on a calm ground. */
import type { Person } from '../hub/phones';
import { fromBase64, temporaryFile } from '../wx/files';

const SIZE = 132;

/** @returns a temporary file's path. */
export function drawAvatar({ name, colour }: Person): string {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, SIZE, SIZE);
    pen.fillStyle = '#fff';
    pen.font = `600 ${SIZE / 2}px sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(name.slice(-1), SIZE / 2, SIZE / 2 + 4);
  }
  const url = canvas.toDataURL('image/png');
  return temporaryFile(fromBase64(url.slice(url.indexOf(',') + 1)), 'png');
}
