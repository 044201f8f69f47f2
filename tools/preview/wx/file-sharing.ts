/** Files that leave the mini program: to a chat, and on a computer to its disk. */
import { h } from '../runtime/dom';
import { phone } from '../runtime/phone';
import { api, Failure, needTap, type Options, text } from './call';
import { fileBytes, toBase64 } from './files';

/** A link that carries the file. */
const carried = (bytes: Uint8Array): string =>
  `data:application/octet-stream;base64,${toBase64(bytes)}`;

const nameOf = (path: string): string => path.split('/').at(-1) ?? path;

/** WeChat asks for a chat; without one it was cancelled. */
function chooseChat(name: string, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const send = () => {
      resolve(true);
      panel.close();
    };
    const body = h(
      'div',
      { class: 'panel-body' },
      h('p', {}, `${name} · ${bytes.length} B`),
      h('button', { class: 'sheet-item', testid: 'file-send', onclick: send }, '文件传输助手'),
    );
    const panel = phone.overlays.panel('发送给', body, () => resolve(false));
  });
}

async function shareFileMessage({ filePath, fileName }: Options): Promise<void> {
  if (phone.single) throw new Failure('can not use in single page mode');
  const path = text(filePath);
  const bytes = fileBytes(path);
  needTap();
  const title = text(fileName, nameOf(path));
  if (!(await chooseChat(title, bytes))) throw new Failure('cancel');
  const from = phone.person.name;
  phone.hub.shares.add({ from, kind: 'file', title, path: carried(bytes), image: null });
}

/** Computers only (documentation). */
function saveFileToDisk({ filePath }: Options): void {
  const path = text(filePath);
  const bytes = fileBytes(path);
  if (phone.settings.platform !== 'windows') throw new Failure('not support');
  h('a', { href: carried(bytes), download: nameOf(path) }).click();
}

export const fileSharing = {
  shareFileMessage: api('shareFileMessage', shareFileMessage),
  saveFileToDisk: api('saveFileToDisk', saveFileToDisk),
};
