/** One stored document: text as written, decoded only when somebody looks inside. */
import { type Doc, parseDoc, stringifyEjson } from '../ejson';

/** Key of a document in its collection; other `_id` types are keyed by their EJSON. */
export type IdKey = string | number;

/** The map key of an `_id`. */
export function keyOfId(id: unknown): IdKey {
  if (typeof id === 'string' || typeof id === 'number') return id;
  return `\u0000${stringifyEjson(id)}`;
}

/** Immutable once made: an update makes a new one. */
export class Rec {
  readonly key: IdKey;
  /** Insertion order within the store; breaks ties and gives natural order. */
  readonly ord: number;
  /** Position of the write in the journal's sequence. */
  readonly seq: number;
  #doc: Doc | null;
  #text: string | null;
  #json: string | null = null;
  #shape = '';
  #shaped = '';
  #source: Buffer | null;
  #start: number;
  #end: number;

  private constructor(
    key: IdKey,
    ord: number,
    seq: number,
    doc: Doc | null,
    text: string | null,
    source: Buffer | null,
    start: number,
    end: number,
  ) {
    this.key = key;
    this.ord = ord;
    this.seq = seq;
    this.#doc = doc;
    this.#text = text;
    this.#source = source;
    this.#start = start;
    this.#end = end;
  }

  static ofDoc(key: IdKey, ord: number, seq: number, doc: Doc, text: string): Rec {
    return new Rec(key, ord, seq, doc, text, null, 0, 0);
  }

  /** A document left in the journal bytes it was read from. */
  static ofBytes(key: IdKey, ord: number, source: Buffer, start: number, end: number): Rec {
    return new Rec(key, ord, 0, null, null, source, start, end);
  }

  /** Canonical EJSON. */
  get text(): string {
    if (this.#text === null) {
      this.#text = this.#source!.toString('utf8', this.#start, this.#end);
      this.#source = null;
    }
    return this.#text;
  }

  /** The text as a JSON string literal, ready for an answer; kept. */
  get json(): string {
    this.#json ??= JSON.stringify(this.text);
    return this.#json;
  }

  /**
   * A projection of the document as a JSON string literal; the last shape asked for is kept, since
   * boards ask for the same again and again.
   */
  projected(shape: string, pick: (doc: Doc) => Doc): string {
    if (this.#shape !== shape) {
      this.#shaped = JSON.stringify(stringifyEjson(pick(this.doc)));
      this.#shape = shape;
    }
    return this.#shaped;
  }

  /** The document; never change it. */
  get doc(): Doc {
    this.#doc ??= parseDoc(this.text);
    return this.#doc;
  }
}
