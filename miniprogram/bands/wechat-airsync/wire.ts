/**
 * Protobuf messages as tables, read and written with pbf. pbf trusts its input; here every length
 * and wire type is checked, so that any bytes give a message or a reason.
 */
import { PbfReader, PbfWriter } from 'pbf';
import { fail, ok, type Result } from '../../lib/result';
import { utf8Decode, utf8Encode } from '../../lib/utf8';

/** AirSync's BaseResponse: 0 is success. */
export interface Status {
  code: number;
  text?: string;
}

interface Values {
  /** BaseRequest and BasePush: empty, but they must be there. */
  base: never;
  int: number;
  uint: number;
  bytes: Uint8Array;
  text: string;
  status: Status;
}

type Field = readonly [number: number, kind: keyof Values, presence: 'required' | 'optional'];

/** The fields of a message in ascending number order, which is also the order written. */
export type Schema = Readonly<Record<string, Field>>;

type NamesOf<S extends Schema, Presence extends Field[2]> = {
  [K in keyof S]: S[K][1] extends 'base' ? never : S[K][2] extends Presence ? K : never;
}[keyof S];

export type MessageOf<S extends Schema> = { [K in NamesOf<S, 'required'>]: Values[S[K][1]] } & {
  [K in NamesOf<S, 'optional'>]?: Values[S[K][1]];
};

export type WireReason = 'protobuf' | 'missing-field';

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** Reads a message. Unknown fields are skipped, the last of a repeated one counts. Total. */
export function decodeFields<S extends Schema>(
  schema: S,
  bytes: Uint8Array,
): Result<MessageOf<S>, WireReason> {
  const entries = Object.entries(schema);
  const seen: Record<string, unknown> = {};
  const read = parse(bytes, seen, (number, into, reader) => {
    const entry = entries.find(([, field]) => field[0] === number);
    if (entry) into[entry[0]] = readValue(reader, entry[1][1]);
  });
  if (!read) return fail('protobuf');
  for (const [name, field] of entries) {
    if (field[2] === 'required' && !(name in seen)) return fail('missing-field');
    if (field[1] === 'base') delete seen[name];
  }
  return ok(seen as MessageOf<S>);
}

/** Writes a message in field order; empty bases are added. */
export function encodeFields<S extends Schema>(schema: S, message: MessageOf<S>): Uint8Array {
  const writer = new PbfWriter();
  const values = message as Record<string, unknown>;
  for (const [name, [number, kind]] of Object.entries(schema)) {
    if (kind === 'base') writer.writeBytesField(number, new Uint8Array(0));
    else if (values[name] !== undefined) writeValue(writer, number, kind, values[name]);
  }
  return writer.finish().slice();
}

/** Reads fields into `into`; false when the bytes are not a message. Never throws. */
export function parse<T>(
  bytes: Uint8Array,
  into: T,
  readField: (number: number, into: T, reader: PbfReader) => void,
): boolean {
  const reader = new PbfReader(bytes);
  try {
    reader.readFields(readField, into);
    return reader.pos === bytes.length;
  } catch {
    return false;
  }
}

/** An unsigned 32-bit number. For `readField` of `parse`, as the next three. */
export function readUint(reader: PbfReader): number {
  expect(reader, VARINT);
  return reader.readVarint() >>> 0;
}

/** A signed 32-bit number; negative ones take ten bytes. */
export function readInt(reader: PbfReader): number {
  expect(reader, VARINT);
  return reader.readVarint(true) | 0;
}

export function readBytes(reader: PbfReader): Uint8Array {
  expect(reader, LENGTH_DELIMITED);
  const value = reader.readBytes();
  if (reader.pos > reader.length) throw new RangeError('past the end');
  return value.slice();
}

/** A message inside a message. */
export function readNested<T>(
  reader: PbfReader,
  into: T,
  readField: (number: number, into: T, reader: PbfReader) => void,
): T {
  expect(reader, LENGTH_DELIMITED);
  const end = reader.readVarint() + reader.pos;
  if (end > reader.length) throw new RangeError('past the end');
  reader.readFields(readField, into, end);
  if (reader.pos !== end) throw new RangeError('past the end of a nested message');
  return into;
}

function expect(reader: PbfReader, type: number): void {
  if (reader.type !== type) throw new TypeError('wire type');
}

function readValue(reader: PbfReader, kind: keyof Values): unknown {
  if (kind === 'uint') return readUint(reader);
  if (kind === 'int') return readInt(reader);
  if (kind === 'text') return utf8Decode(readBytes(reader));
  if (kind === 'bytes' || kind === 'base') return readBytes(reader);
  const status: Partial<Status> = {};
  readNested(reader, status, (number, into, nested) => {
    if (number === 1) into.code = readInt(nested);
    else if (number === 2) into.text = utf8Decode(readBytes(nested));
  });
  if (status.code === undefined) throw new TypeError('no ErrCode');
  return status;
}

function writeValue(writer: PbfWriter, number: number, kind: keyof Values, value: unknown): void {
  if (kind === 'uint' || kind === 'int') writer.writeVarintField(number, value as number);
  else if (kind === 'bytes') writer.writeBytesField(number, value as Uint8Array);
  else if (kind === 'text') writer.writeBytesField(number, utf8Encode(value as string));
  else writer.writeBytesField(number, encodeStatus(value as Status));
}

/** BaseResponse as bytes; the wristband's own BaseResponse has the same fields. */
export function encodeStatus({ code, text }: Status): Uint8Array {
  const writer = new PbfWriter();
  writer.writeVarintField(1, code);
  if (text !== undefined) writer.writeBytesField(2, utf8Encode(text));
  return writer.finish().slice();
}
