/** Key-value storage: one namespace per phone, in the browser's localStorage. */
import { phone } from '../runtime/phone';
import { api, Failure, type Options, text } from './call';

const LIMIT_BYTES = 10 * 1024 * 1024;
const LIMIT_KEY_BYTES = 1024 * 1024;

const prefix = (): string => `${phone.storagePrefix}kv.`;

const keys = (): string[] =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix()))
    .map((key) => key.slice(prefix().length));

function read(key: string): unknown {
  const stored = localStorage.getItem(prefix() + key);
  return stored === null ? undefined : (JSON.parse(stored) as { v: unknown }).v;
}

function write(key: string, value: unknown): void {
  if (!key) throw new Failure('parameter error: key should be String');
  if (value === undefined) throw new Failure('parameter error: data should not be undefined');
  const stored = JSON.stringify({ v: value });
  if (stored.length > LIMIT_KEY_BYTES) throw new Failure('exceed max item size');
  if (phone.settings.full || used() + stored.length > LIMIT_BYTES)
    throw new Failure('exceed storage max size');
  localStorage.setItem(prefix() + key, stored);
}

const used = (): number =>
  keys().reduce((sum, key) => sum + (localStorage.getItem(prefix() + key)?.length ?? 0), 0);

function clear(): void {
  for (const key of keys()) localStorage.removeItem(prefix() + key);
}

const info = () => ({
  keys: keys(),
  currentSize: Math.ceil(used() / 1024),
  limitSize: LIMIT_BYTES / 1024,
});

const keyOf = (options: Options): string => text(options.key);

function sync<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Failure) throw new Error(`${name}:fail ${error.reason}`);
    throw error;
  }
}

export const storage = {
  getStorageSync: (key: string) => {
    performance.mark('getStorageSync', { detail: key });
    return read(key) ?? '';
  },
  setStorageSync: (key: string, value: unknown) => sync('setStorageSync', () => write(key, value)),
  removeStorageSync: (key: string) => localStorage.removeItem(prefix() + key),
  clearStorageSync: clear,
  getStorageInfoSync: info,
  getStorage: api('getStorage', (options) => {
    const data = read(keyOf(options));
    if (data === undefined) throw new Failure('data not found');
    return { data };
  }),
  setStorage: api('setStorage', (options) => write(keyOf(options), options.data)),
  removeStorage: api('removeStorage', (options) =>
    localStorage.removeItem(prefix() + keyOf(options)),
  ),
  clearStorage: api('clearStorage', clear),
  getStorageInfo: api('getStorageInfo', info),
  batchSetStorageSync: (list: { key: string; value: unknown }[]) => {
    for (const { key, value } of list) write(key, value);
  },
  batchGetStorageSync: (list: string[]) => list.map((key) => read(key) ?? ''),
};
