/** One stored document: text as written, decoded only when somebody looks inside. */
import { type Doc, parseDoc, stringifyEjson } from '../ejson';

/** Key of a document in its collection; other `_id` types are keyed by their EJSON. */
export type IdKey = string | number;

/** The map key of an `_id`. */
export function keyOfId(id: unknown): IdKey {
  if (typeof id === 'string' || typeof id === 'number') return id;
  return `\u0000${stringifyEjson(id)}`;
}

/** A compiled projection. Made once per shape, so that a record can keep what it gave for it. */
export interface Projection {
  /** Document in, new document out. */
  pick(doc: Doc): Doc;
  /** The same as canonical EJSON, without decoding the document where that can be. */
  text(rec: Rec): string;
}

/**
 * Immutable once made: an update makes a new one. Plain private fields, because a million of these
 * are made when a journal is read and `#` fields cost a third more.
 */
export class Rec {
  readonly key: IdKey;
  // What a board reads stands together: one line of the processor's cache per document.
  private _projection: Projection | null = null;
  private _projected = '';
  /** Insertion order within the collection; breaks ties and gives natural order. Set by the store. */
  ord: number;
  /** Position of the write in the journal's sequence. */
  readonly seq: number;
  private _doc: Doc | null;
  private _text: string | null;
  private _json: string | null = null;
  private _source: Buffer | null;
  private _start: number;
  private _end: number;

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
    this._doc = doc;
    this._text = text;
    this._source = source;
    this._start = start;
    this._end = end;
  }

  static ofDoc(key: IdKey, ord: number, seq: number, doc: Doc, text: string): Rec {
    return new Rec(key, ord, seq, doc, text, null, 0, 0);
  }

  /** A document left in the journal bytes it was read from. */
  static ofBytes(key: IdKey, source: Buffer, start: number, end: number): Rec {
    return new Rec(key, 0, 0, null, null, source, start, end);
  }

  /** Canonical EJSON. */
  get text(): string {
    if (this._text === null) {
      this._text = this._source!.toString('utf8', this._start, this._end);
      this._source = null;
    }
    return this._text;
  }

  /** The text as a JSON string literal, ready for an answer; kept. */
  get json(): string {
    this._json ??= JSON.stringify(this.text);
    return this._json;
  }

  /**
   * A projection of the document as a JSON string literal; that of the last projection is kept,
   * since boards ask for the same again and again.
   */
  projected(projection: Projection): string {
    if (this._projection !== projection) {
      this._projected = JSON.stringify(projection.text(this));
      this._projection = projection;
    }
    return this._projected;
  }

  /** The document; never change it. */
  get doc(): Doc {
    this._doc ??= parseDoc(this.text);
    return this._doc;
  }
}
