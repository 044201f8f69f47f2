/**
 * The only caller of `wx` key-value storage: small, typed, and told apart by name. Nobody else
 * writes there, so each value is read once and then known: reading storage halts the app. A phone
 * without room is no reason for anything else to fail: what is going on goes on, and it is said.
 */
import { AppError } from './errors';

export interface Slot<T> {
  /** The value; not to be changed in place. */
  get(): T;
  /**
   * Keeps a value. Never throws: without room it is known until the app ends, and false; whoever
   * listens is told.
   */
  set(value: T): boolean;
  /**
   * Keeps what a person decided, or what is worth nothing unless it is kept. Throws an AppError
   * `storage-full`; the old value then stays.
   */
  commit(value: T): void;
  clear(): void;
}

/** What storage holds, by name, as far as it was read or written; by the phone, which tests change. */
const phones = new WeakMap<object, Map<string, unknown>>();
function known(): Map<string, unknown> {
  const values = phones.get(wx) ?? new Map<string, unknown>();
  phones.set(wx, values);
  return values;
}

let full: () => void = () => {};

/** Whom to tell that the phone has no room; once. */
export function onStorageFull(tell: () => void): void {
  full = () => {
    full = () => {};
    tell();
  };
}

/** One stored value. A missing, unreadable or foreign value reads as `initial`. */
export function stored<T>(key: string, initial: T, accepts: (value: unknown) => boolean): Slot<T> {
  const name = `bm.${key}`;
  return {
    get() {
      const value = known().has(name) ? known().get(name) : read(name);
      return accepts(value) ? (value as T) : initial;
    },
    set(value) {
      known().set(name, value);
      try {
        wx.setStorageSync(name, value);
        return true;
      } catch (cause) {
        console.error(`cannot store ${key}`, cause);
        full();
        return false;
      }
    },
    commit(value) {
      try {
        wx.setStorageSync(name, value);
      } catch (cause) {
        throw new AppError('storage-full', `cannot store ${key}`, cause);
      }
      known().set(name, value);
    },
    clear() {
      known().set(name, '');
      try {
        wx.removeStorageSync(name);
      } catch (cause) {
        console.error(`cannot clear ${key}`, cause);
      }
    },
  };
}

/** Forgets everything but what is stored by these names. */
export function clearStore(but: readonly string[]): void {
  known().clear();
  try {
    const kept = but.map((key) => `bm.${key}`);
    for (const key of wx.getStorageInfoSync().keys) {
      if (key.startsWith('bm.') && !kept.includes(key)) wx.removeStorageSync(key);
    }
  } catch (cause) {
    throw new AppError('unexpected', 'cannot clear the storage', cause);
  }
}

function read(name: string): unknown {
  try {
    const value: unknown = wx.getStorageSync(name);
    known().set(name, value);
    return value;
  } catch (cause) {
    // Perhaps it can be read the next time.
    console.error(`cannot read ${name}`, cause);
    return '';
  }
}
