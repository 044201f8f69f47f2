/**
 * Protobuf messages as tables. They are written with pbf; it trusts what it reads, so reading is our
 * own: every length and wire type is checked, and any bytes give a message or a reason.
 */
import { PbfWriter } from 'pbf';
import { fail, ok, type Result } from '../../lib/result';
import { utf8Decode, utf8Encode } from '../../lib/utf8';
import { FieldReader } from './field-reader';

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

interface Entry {
  name: string;
  kind: keyof Values;
  /** A bit of its own where the field must be there, else 0. */
  required: number;
}

/** A schema as it is looked up. */
interface Table {
  byNumber: readonly (Entry | undefined)[];
  /** The bits of all required fields. */
  required: number;
}

const tables = new Map<Schema, Table>();

/** Made once for each schema. */
function tableOf(schema: Schema): Table {
  const known = tables.get(schema);
  if (known) return known;
  const byNumber: (Entry | undefined)[] = [];
  let bits = 0;
  for (const [name, [number, kind, presence]] of Object.entries(schema)) {
    const required = presence === 'required' ? 1 << number : 0;
    byNumber[number] = { name, kind, required };
    bits |= required;
  }
  const table = { byNumber, required: bits };
  tables.set(schema, table);
  return table;
}

/**
 * Reads a message. Unknown fields are skipped, the last of a repeated one counts; bytes share the
 * memory of what is read. Total.
 */
export function decodeFields<S extends Schema>(
  schema: S,
  bytes: Uint8Array,
): Result<MessageOf<S>, WireReason> {
  const { byNumber, required } = tableOf(schema);
  const message: Record<string, unknown> = {};
  const fields = new FieldReader(bytes);
  let missing = required;
  while (fields.next()) {
    const entry = byNumber[fields.number];
    if (!entry) fields.skip();
    else {
      missing &= ~entry.required;
      // A base is empty and only has to be there.
      if (entry.kind === 'base') fields.skipBytes();
      else message[entry.name] = readValue(fields, entry.kind);
    }
  }
  if (fields.failed) return fail('protobuf');
  return missing === 0 ? ok(message as MessageOf<S>) : fail('missing-field');
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

function readValue(fields: FieldReader, kind: keyof Values): unknown {
  if (kind === 'uint') return fields.uint();
  if (kind === 'int') return fields.uint() | 0;
  if (kind === 'text') return utf8Decode(fields.bytes());
  if (kind === 'bytes' || kind === 'base') return fields.bytes();
  const status = readStatus(fields);
  if (status.code === undefined) fields.fail();
  return status;
}

/** A BaseResponse in the field at hand; `fields` fails when it is none. */
export function readStatus(fields: FieldReader): Partial<Status> {
  const status: Partial<Status> = {};
  const end = fields.enter();
  while (fields.next()) {
    if (fields.number === 1) status.code = fields.uint() | 0;
    else if (fields.number === 2) status.text = utf8Decode(fields.bytes());
    else fields.skip();
  }
  fields.leave(end);
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
