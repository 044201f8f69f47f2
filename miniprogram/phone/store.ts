/** The only caller of `wx` key-value storage: small, typed, and told apart by name. */
import { AppError } from './errors';

export interface Slot<T> {
  get(): T;
  set(value: T): void;
  clear(): void;
}

/** One stored value. A missing, unreadable or foreign value reads as `initial`. */
export function stored<T>(key: string, initial: T, accepts: (value: unknown) => boolean): Slot<T> {
  const name = `bm.${key}`;
  return {
    get() {
      const value: unknown = wx.getStorageSync(name);
      return accepts(value) ? (value as T) : initial;
    },
    set(value) {
      try {
        wx.setStorageSync(name, value);
      } catch (cause) {
        throw new AppError('storage-full', `cannot store ${key}`, cause);
      }
    },
    clear: () => wx.removeStorageSync(name),
  };
}
