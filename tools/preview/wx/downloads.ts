/**
 * `wx.downloadFile` and `wx.cloud.downloadFile`: files of the local cloud, by their temporary addresses
 * and their ids. Any other address is in no domain list.
 */
import { phone } from '../runtime/phone';
import { Failure, type Options, text } from './call';
import { fromBase64, temporaryFile, writeFile } from './files';

export const NO_DOMAIN = 'url not in domain list';
/** Where the preview serves files by their ids: the answer of `getTempFileURL`. */
const OWN = '/__cloud/file/';

export const cloudFileUrl = (fileID: string): string => `${OWN}${encodeURIComponent(fileID)}`;

interface Got {
  statusCode: number;
  bytes: Uint8Array;
}

/** Fails for what is no address of the local cloud; whatever its server answers is an answer. */
async function get(url: string): Promise<Got> {
  if (phone.settings.network === 'none') throw new Failure('no network', { errno: 600001 });
  if (url.startsWith(OWN)) {
    const response = await fetch(url);
    return { statusCode: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  }
  const { statusCode, base64 = '' } = await phone.hub.cloud.fetch(url);
  if (statusCode === undefined) throw new Failure(NO_DOMAIN, { errno: 600002 });
  return { statusCode, bytes: fromBase64(base64) };
}

/** The file's own ending, which tells WeChat its kind. */
const endingOf = (url: string): string =>
  /\.([A-Za-z0-9]{1,8})$/.exec(decodeURIComponent(url).split('?')[0] ?? '')?.[1] ?? 'unknown';

/** `success` for every answer of a server, `statusCode` says which (documentation of wx.downloadFile). */
export async function downloadFile(
  { url, filePath }: Options,
  progress: (done: object) => void,
): Promise<object> {
  const address = text(url);
  const { statusCode, bytes } = await get(address);
  const { length } = bytes;
  progress({ progress: 100, totalBytesWritten: length, totalBytesExpectedToWrite: length });
  if (filePath !== undefined) {
    writeFile(text(filePath), bytes);
    return { statusCode, filePath: text(filePath) };
  }
  return { statusCode, tempFilePath: temporaryFile(bytes, endingOf(address)) };
}

/** By the file's id. @throws Failure where there is none. */
export async function downloadCloudFile({ fileID }: Options): Promise<object> {
  const id = text(fileID);
  const { statusCode, bytes } = await get(cloudFileUrl(id));
  if (statusCode !== 200) throw new Failure('-503003 file not exist', { errCode: -503003 });
  return { statusCode, tempFilePath: temporaryFile(bytes, endingOf(id)) };
}
