/** `storage.*` actions and the blobs behind them. */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { WireError } from '../errors';
import { LOCAL_ENV } from '../identity';
import { syncFolder } from '../store/journal';
import type { Params } from './database';

const BUCKET = `${LOCAL_ENV}.6c6f-${LOCAL_ENV}-1250000000`;
const PREFIX = `cloud://${BUCKET}/`;

/** File id of a cloud path. */
export function fileIdOf(path: string): string {
  return `${PREFIX}${path}`;
}

/** The cloud path of a file id, or undefined for another environment's file. */
function pathOf(fileId: string): string | undefined {
  return fileId.startsWith(PREFIX) ? fileId.slice(PREFIX.length) : undefined;
}

/** Whether a file may be kept under it. */
export const isCloudPath = (path: unknown): path is string =>
  typeof path === 'string' && path !== '' && !path.startsWith('/') && !path.includes('..');

/**
 * What was read of a path is read again for so long, whatever was put over it: files come through
 * a cache. For how long on the real service is assumed.
 */
const CACHE_MS = 7_200_000;

interface Ticket {
  path: string;
  until: number;
}

export class Storage {
  readonly #folder: string;
  readonly #clock: () => number;
  readonly #uploads = new Map<string, Ticket>();
  readonly #downloads = new Map<string, Ticket>();
  readonly #cached = new Map<string, { content: Buffer; until: number }>();
  #base = '';

  constructor(folder: string, clock: () => number) {
    this.#folder = join(folder, 'files');
    this.#clock = clock;
  }

  /** Address of the server, without `/admin`. */
  set base(base: string) {
    this.#base = base;
  }

  #file(path: string): string {
    return join(this.#folder, createHash('sha256').update(path).digest('hex'));
  }

  /** Stores a file durably. */
  put(path: string, content: Buffer): string {
    mkdirSync(this.#folder, { recursive: true });
    const file = this.#file(path);
    const fresh = `${file}.${randomBytes(4).toString('hex')}`;
    const handle = openSync(fresh, 'w');
    for (let at = 0; at < content.length; ) at += writeSync(handle, content, at);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(fresh, file);
    syncFolder(this.#folder);
    return fileIdOf(path);
  }

  /** Content of a file id, or undefined. */
  get(fileId: string): Buffer | undefined {
    const path = pathOf(fileId);
    if (path === undefined || !existsSync(this.#file(path))) return undefined;
    return readFileSync(this.#file(path));
  }

  /** A temporary address, or undefined when there is no such file. */
  tempUrl(fileId: string, maxAgeSeconds: number): string | undefined {
    const path = pathOf(fileId);
    if (path === undefined || !existsSync(this.#file(path))) return undefined;
    const sign = randomBytes(12).toString('hex');
    this.#downloads.set(sign, { path, until: this.#clock() + maxAgeSeconds * 1000 });
    return `${this.#base}/blob/${sign}/${path.split('/').pop()}`;
  }

  uploadMetadata(params: Params): object {
    const path = params.path;
    if (!isCloudPath(path)) {
      throw new WireError('INVALID_PARAM', `invalid cloud path: ${String(path)}`);
    }
    const token = randomBytes(12).toString('hex');
    this.#uploads.set(token, { path, until: this.#clock() + 900_000 });
    return {
      url: `${this.#base}/blob/upload/${token}`,
      token,
      authorization: token,
      fileId: fileIdOf(path),
      cosFileId: token,
    };
  }

  /** Takes an upload; undefined when the ticket is unknown or over. */
  upload(token: string, content: Buffer): string | undefined {
    const ticket = this.#uploads.get(token);
    this.#uploads.delete(token);
    if (!ticket || ticket.until < this.#clock()) return undefined;
    return this.put(ticket.path, content);
  }

  download(sign: string): Buffer | undefined {
    const ticket = this.#downloads.get(sign);
    if (!ticket || ticket.until < this.#clock()) return undefined;
    const content = this.get(fileIdOf(ticket.path));
    const cached = this.#cached.get(ticket.path);
    if (content && cached && cached.until > this.#clock()) return cached.content;
    if (content) this.#cached.set(ticket.path, { content, until: this.#clock() + CACHE_MS });
    return content;
  }

  /** Empties the cache, as the console's 刷新缓存 does. */
  refresh(): void {
    this.#cached.clear();
  }

  downloadUrls(params: Params): object {
    const list = Array.isArray(params.file_list) ? params.file_list : [];
    if (list.length > 50) throw new WireError('INVALID_PARAM', 'at most 50 files at once');
    return {
      download_list: list.map((item: { fileid: string; max_age?: number }) => {
        const maxAge = item.max_age ?? 86_400;
        const url = this.tempUrl(item.fileid, maxAge);
        if (url) return { code: 'SUCCESS', fileID: item.fileid, tempFileURL: url, maxAge };
        return { code: 'STORAGE_FILE_NONEXIST', fileID: item.fileid, tempFileURL: '', maxAge };
      }),
    };
  }

  remove(params: Params): object {
    const list = Array.isArray(params.fileid_list) ? params.fileid_list : [];
    if (list.length > 50) throw new WireError('INVALID_PARAM', 'at most 50 files at once');
    return {
      delete_list: list.map((fileID: string) => {
        const path = pathOf(fileID);
        const there = path !== undefined && existsSync(this.#file(path));
        if (there) rmSync(this.#file(path));
        return { fileID, code: there ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' };
      }),
    };
  }
}
