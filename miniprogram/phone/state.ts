/** A value that pages can watch. */
export interface State<T> {
  get(): T;
  /** Changes some fields and tells everyone who watches. */
  set(part: Partial<T>): void;
  /** Called after every change; returns the end of watching. */
  watch(listener: (value: T) => void): () => void;
}

/** A new state; `initial` is read at the first use. */
export function createState<T extends object>(initial: () => T): State<T> {
  let known: T | null = null;
  const value = (): T => {
    known ??= initial();
    return known;
  };
  const listeners = new Set<(value: T) => void>();
  return {
    get: value,
    set(part) {
      const next = { ...value(), ...part };
      known = next;
      for (const listener of [...listeners]) listener(next);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
