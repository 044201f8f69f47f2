/** A value that pages can watch. */
export interface State<T> {
  get(): T;
  /** Changes some fields and tells everyone who watches. */
  set(part: Partial<T>): void;
  /** Called after every change; returns the end of watching. */
  watch(listener: (value: T) => void): () => void;
}

export function createState<T extends object>(initial: T): State<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(part) {
      value = { ...value, ...part };
      for (const listener of [...listeners]) listener(value);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
