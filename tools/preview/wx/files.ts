/**
 * The file system manager. Files live in localStorage as base64, so they outlast a reload and stay
 * apart per phone; temporary ones live as long as the mini program runs, as WeChat's do.
 */
import { phone } from '../runtime/phone';
import { api, bufferOf, bytesOf, Failure, type Options, text } from './call';

export const USER_DATA_PATH = 'wxfile://usr';
const TEMPORARY = 'wxfile://tmp';
/** What `saveFile` names itself. */
const SAVED = 'wxfile://store_';

interface Entry {
  /** base64; null for a folder. */
  d: string | null;
  t: number;
}

/** Temporary files, by key. */
const temporary = new Map<string, string>();
const isTemporary = (path: string): boolean => path.startsWith(`${TEMPORARY}/`);

const kept = (path: string): string | null =>
  isTemporary(path) ? (temporary.get(keyOf(path)) ?? null) : localStorage.getItem(keyOf(path));

function drop(path: string): void {
  temporary.delete(keyOf(path));
  localStorage.removeItem(keyOf(path));
}

const prefix = (): string => `${phone.storagePrefix}fs.`;
const keyOf = (path: string): string => prefix() + path.replace(/\/+$/, '');

function entry(path: string): Entry | null {
  if (path.replace(/\/+$/, '') === USER_DATA_PATH) return { d: null, t: 0 };
  const stored = kept(path);
  return stored === null ? null : (JSON.parse(stored) as Entry);
}

const missing = (path: string): Failure =>
  new Failure(`no such file or directory ${path}`, { errno: 1300002 });

function need(path: string): Entry {
  const found = entry(path);
  if (!found) throw missing(path);
  return found;
}

function needFolderOf(path: string): void {
  const parent = path.replace(/\/+$/, '').replace(/\/[^/]*$/, '');
  if (entry(parent)?.d !== null) throw missing(parent);
}

function put(path: string, bytes: Uint8Array | null): void {
  if (phone.settings.full) {
    throw new Failure('the maximum size of the file storage limit is exceeded', { errno: 1300202 });
  }
  const entry: Entry = { d: bytes && toBase64(bytes), t: phone.hub.clock.now() };
  const text = JSON.stringify(entry);
  if (isTemporary(path)) temporary.set(keyOf(path), text);
  else localStorage.setItem(keyOf(path), text);
}

function children(path: string): string[] {
  const base = `${keyOf(path)}/`;
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(base))
    .map((key) => key.slice(base.length));
}

function bytesAt(path: string): Uint8Array {
  const { d } = need(path);
  if (d === null) throw new Failure(`illegal operation on a directory ${path}`, { errno: 1300021 });
  return fromBase64(d);
}

const encode = (data: unknown, encoding: unknown): Uint8Array => {
  if (typeof data !== 'string') return bytesOf(data);
  return encoding === 'base64' ? fromBase64(data) : new TextEncoder().encode(data);
};

function decode(bytes: Uint8Array, encoding: unknown): string | ArrayBuffer {
  if (encoding === undefined) return bufferOf(bytes);
  if (encoding === 'base64') return toBase64(bytes);
  if (encoding === 'hex') return [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  return new TextDecoder().decode(bytes);
}

const operations = {
  access: ({ path }: Options) => void need(text(path)),
  mkdir({ dirPath, recursive }: Options) {
    const path = text(dirPath);
    if (recursive) {
      const parts = path
        .slice(USER_DATA_PATH.length + 1)
        .split('/')
        .filter(Boolean);
      for (let n = 1; n <= parts.length; n += 1) {
        const part = `${USER_DATA_PATH}/${parts.slice(0, n).join('/')}`;
        if (!entry(part)) put(part, null);
      }
      return;
    }
    if (entry(path)) throw new Failure(`file already exists ${path}`, { errno: 1301005 });
    needFolderOf(path);
    put(path, null);
  },
  rmdir({ dirPath, recursive }: Options) {
    const path = text(dirPath);
    need(path);
    const inside = children(path);
    if (inside.length > 0 && !recursive)
      throw new Failure('directory not empty', { errno: 1300066 });
    for (const name of inside) localStorage.removeItem(`${keyOf(path)}/${name}`);
    localStorage.removeItem(keyOf(path));
  },
  readdir({ dirPath }: Options) {
    if (need(text(dirPath)).d !== null) throw new Failure('not a directory', { errno: 1300020 });
    return { files: children(text(dirPath)).filter((name) => !name.includes('/')) };
  },
  readFile({ filePath, encoding, position, length }: Options) {
    const bytes = bytesAt(text(filePath));
    const from = Number(position ?? 0);
    const part = bytes.slice(from, length === undefined ? undefined : from + Number(length));
    return { data: decode(part, encoding) };
  },
  writeFile({ filePath, data, encoding }: Options) {
    writeFile(text(filePath), encode(data, encoding));
  },
  appendFile({ filePath, data, encoding }: Options) {
    const before = bytesAt(text(filePath));
    const more = encode(data, encoding);
    const all = new Uint8Array(before.length + more.length);
    all.set(before);
    all.set(more, before.length);
    put(text(filePath), all);
  },
  unlink({ filePath }: Options) {
    bytesAt(text(filePath));
    drop(text(filePath));
  },
  rename({ oldPath, newPath }: Options) {
    const { d } = need(text(oldPath));
    needFolderOf(text(newPath));
    put(text(newPath), d === null ? null : fromBase64(d));
    drop(text(oldPath));
  },
  copyFile({ srcPath, destPath }: Options) {
    needFolderOf(text(destPath));
    put(text(destPath), bytesAt(text(srcPath)));
  },
  stat({ path }: Options) {
    const { d, t } = need(text(path));
    const seconds = Math.floor(t / 1000);
    const stats = {
      mode: d === null ? 16877 : 33188,
      size: d === null ? 0 : fromBase64(d).length,
      lastAccessedTime: seconds,
      lastModifiedTime: seconds,
      isDirectory: () => d === null,
      isFile: () => d !== null,
    };
    return { stats };
  },
  getFileInfo: ({ filePath }: Options) => ({ size: bytesAt(text(filePath)).length }),
  /** Moves it: the temporary file is gone after that (documentation of saveFile). */
  saveFile({ tempFilePath, filePath }: Options) {
    const from = text(tempFilePath);
    const bytes = bytesAt(from);
    const target = text(filePath, `${SAVED}${newName()}.${from.split('.').at(-1)}`);
    if (filePath !== undefined) needFolderOf(target);
    put(target, bytes);
    drop(from);
    return { savedFilePath: target };
  },
};

/** Throws like the `…Sync` forms do. */
function now<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Failure) {
      throw Object.assign(new Error(`${name}:fail ${error.reason}`), {
        errMsg: `${name}:fail ${error.reason}`,
        ...error.fields,
      });
    }
    throw error;
  }
}

const o = operations;
const manager = {
  ...Object.fromEntries(
    Object.entries(operations).map(([name, run]) => [
      name,
      api(name, (options) => run(options) as object | undefined),
    ]),
  ),
  accessSync: (path: string) => now('accessSync', () => o.access({ path })),
  mkdirSync: (dirPath: string, recursive = false) =>
    now('mkdirSync', () => o.mkdir({ dirPath, recursive })),
  rmdirSync: (dirPath: string, recursive = false) =>
    now('rmdirSync', () => o.rmdir({ dirPath, recursive })),
  readdirSync: (dirPath: string) => now('readdirSync', () => o.readdir({ dirPath }).files),
  readFileSync: (filePath: string, encoding?: string, position?: number, length?: number) =>
    now('readFileSync', () => o.readFile({ filePath, encoding, position, length }).data),
  writeFileSync: (filePath: string, data: unknown, encoding?: string) =>
    now('writeFileSync', () => o.writeFile({ filePath, data, encoding })),
  appendFileSync: (filePath: string, data: unknown, encoding?: string) =>
    now('appendFileSync', () => o.appendFile({ filePath, data, encoding })),
  unlinkSync: (filePath: string) => now('unlinkSync', () => o.unlink({ filePath })),
  renameSync: (oldPath: string, newPath: string) =>
    now('renameSync', () => o.rename({ oldPath, newPath })),
  copyFileSync: (srcPath: string, destPath: string) =>
    now('copyFileSync', () => o.copyFile({ srcPath, destPath })),
  saveFileSync: (tempFilePath: string, filePath?: string) =>
    now('saveFileSync', () => o.saveFile({ tempFilePath, filePath }).savedFilePath),
  statSync: (path: string) => now('statSync', () => o.stat({ path }).stats),
};

export const files = { getFileSystemManager: () => manager };

const newName = (): string => `${phone.hub.clock.now()}-${Math.floor(Math.random() * 1e6)}`;

/** Writes a file where its folder is. */
export function writeFile(path: string, bytes: Uint8Array): void {
  needFolderOf(path);
  put(path, bytes);
}

/** Writes a temporary file. @returns its path. */
export function temporaryFile(bytes: Uint8Array, extension: string): string {
  const path = `${TEMPORARY}/${newName()}.${extension}`;
  put(path, bytes);
  return path;
}

export const fileBytes = (path: string): Uint8Array => bytesAt(path);

/** A data URL of a stored file, or null when it does not exist. */
export function fileUrl(path: string): string | null {
  const found = entry(path);
  if (!found || found.d === null) return null;
  const type = path.endsWith('.jpg') ? 'image/jpeg' : 'image/png';
  return `data:${type};base64,${found.d}`;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

export const fromBase64 = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
