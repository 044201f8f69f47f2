/** Files in the environment's storage. */
import { cloud } from './sdk';

/** Keeps a file at a path, over what was there; returns its id. */
export async function putFile(cloudPath: string, content: string | Buffer): Promise<string> {
  return (
    await cloud.uploadFile({
      cloudPath,
      fileContent: typeof content === 'string' ? Buffer.from(content) : content,
    })
  ).fileID;
}

/** An address of a file for so many seconds, or null when there is no such file. */
export async function fileAddress(fileID: string, maxAge: number): Promise<string | null> {
  const { fileList } = await cloud.getTempFileURL({ fileList: [{ fileID, maxAge }] });
  return fileList[0]?.tempFileURL || null;
}

/** What is in a file, or null when there is no such file. */
export async function readFile(fileID: string): Promise<Buffer | null> {
  if (!(await fileAddress(fileID, READ_SECONDS))) return null;
  return (await cloud.downloadFile({ fileID })).fileContent;
}

const READ_SECONDS = 60;

/** WeChat takes so many at once. */
const AT_ONCE = 50;

/** Takes files away; what is gone already is no error. */
export async function removeFiles(ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await cloud.deleteFile({ fileList: ids.slice(from, from + AT_ONCE) });
  }
}
