/** A person's WeChat picture, drawn: one character on a calm ground. */
import type { Person } from '../hub/people';
import { fromBase64, temporaryFile } from '../wx/files';
import { phone } from './phone';

const SIZE = 132;

/** A drawn picture as a temporary file's path, or null when the sheet was closed. */
export async function chooseAvatar(): Promise<string | null> {
  const items = [{ label: '用微信头像', testid: 'avatar-wechat' }];
  const index = await phone.overlays.sheet(items);
  return index === null ? null : drawAvatar(phone.person);
}

function drawAvatar({ name, colour }: Person): string {
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
