/** A sorted list in chunks: logarithmic search, cheap insertion, iteration both ways. */

const CHUNK = 512;

/** A place in the list: the entry at `chunks[chunk][at]`. */
export interface Place {
  chunk: number;
  at: number;
}

export class OrderedList<T> {
  #chunks: T[][] = [];
  readonly #compare: (a: T, b: T) => number;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  /** Replaces the content. */
  build(items: T[]): void {
    items.sort(this.#compare);
    this.#chunks = [];
    for (let i = 0; i < items.length; i += CHUNK / 2) {
      this.#chunks.push(items.slice(i, i + CHUNK / 2));
    }
  }

  insert(item: T): void {
    if (this.#chunks.length === 0) {
      this.#chunks.push([item]);
      return;
    }
    let place = this.seek((other) => this.#compare(other, item) >= 0);
    if (place.chunk === this.#chunks.length) {
      const last = this.#chunks.length - 1;
      place = { chunk: last, at: this.#chunks[last]!.length };
    }
    const chunk = this.#chunks[place.chunk]!;
    chunk.splice(place.at, 0, item);
    if (chunk.length > CHUNK) {
      this.#chunks.splice(place.chunk + 1, 0, chunk.splice(CHUNK / 2));
    }
  }

  remove(item: T): void {
    const { chunk, at } = this.seek((other) => this.#compare(other, item) >= 0);
    const list = this.#chunks[chunk];
    if (!list || at >= list.length || this.#compare(list[at]!, item) !== 0) return;
    list.splice(at, 1);
    if (list.length === 0) this.#chunks.splice(chunk, 1);
  }

  /** The first place where `after` holds; it must be false then true over the list. */
  seek(after: (item: T) => boolean): Place {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const chunk = this.#chunks[middle]!;
      if (after(chunk[chunk.length - 1]!)) high = middle;
      else low = middle + 1;
    }
    const chunk = this.#chunks[low];
    if (!chunk) return { chunk: low, at: 0 };
    let first = 0;
    let last = chunk.length;
    while (first < last) {
      const middle = (first + last) >> 1;
      if (after(chunk[middle]!)) last = middle;
      else first = middle + 1;
    }
    return { chunk: low, at: first };
  }

  at(place: Place): T | undefined {
    return this.#chunks[place.chunk]?.[place.at];
  }

  /** Entries from `start` up to but not including `end`, in order. */
  *forward(start: Place, end: Place): Generator<T> {
    for (let c = start.chunk; c <= end.chunk && c < this.#chunks.length; c++) {
      const chunk = this.#chunks[c]!;
      const stop = c === end.chunk ? end.at : chunk.length;
      for (let i = c === start.chunk ? start.at : 0; i < stop; i++) yield chunk[i]!;
    }
  }

  /** The same entries, last first. */
  *backward(start: Place, end: Place): Generator<T> {
    for (let c = Math.min(end.chunk, this.#chunks.length - 1); c >= start.chunk; c--) {
      const chunk = this.#chunks[c]!;
      const stop = c === start.chunk ? start.at : 0;
      for (let i = (c === end.chunk ? end.at : chunk.length) - 1; i >= stop; i--) yield chunk[i]!;
    }
  }
}
