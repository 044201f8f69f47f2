/**
 * Canonical Extended JSON, as the SDK sends and expects it. Numbers are plain JavaScript numbers
 * in memory: an integral double reads back as an integer. Types without a JavaScript twin
 * (ObjectId, Binary, Decimal128, unsafe 64-bit integers …) stay `bson` objects.
 */
import { EJSON, Long } from 'bson';

/** A document or sub-document. */
export type Doc = { [key: string]: unknown };

const SAFE = Number.MAX_SAFE_INTEGER;
const NUMBERS = /\{"\$number(?:Int|Double)":"(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)"\}/g;

/**
 * Parses canonical or relaxed EJSON. `now` (ms) replaces `$tcb_server_date` markers.
 * @throws SyntaxError for text that is not JSON
 */
export function parseEjson(text: string, now?: number): unknown {
  if (!text.includes('"$')) return JSON.parse(text);
  // Most wrappers are numbers: without them JSON.parse builds a third of the objects. Inside a
  // string the quotes would be escaped, so the pattern cannot match there.
  const plain = text.replace(NUMBERS, '$1');
  const value: unknown = JSON.parse(plain);
  return plain.includes('"$') ? revive(value, now ?? Date.now()) : value;
}

/** Parses a document; anything else is an error. */
export function parseDoc(text: string, now?: number): Doc {
  const value = parseEjson(text, now);
  if (!isPlain(value)) throw new TypeError('expected a document');
  return value;
}

/** A plain object: a document, not an array, date, RegExp or bson type. */
export function isPlain(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const proto: object | null = Object.getPrototypeOf(value);
  // The last case is a plain object of another realm (a test's, a worker's).
  return proto === Object.prototype || proto === null || Object.getPrototypeOf(proto) === null;
}

function revive(value: unknown, now: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (typeof item === 'object' && item !== null) value[i] = revive(item, now);
    }
    return value;
  }
  const object = value as Doc;
  for (const key in object) {
    if (key.charCodeAt(0) === 36) {
      const special = wrapper(object, key, now);
      if (special !== object) return special;
    }
    break;
  }
  for (const key in object) {
    const item = object[key];
    if (typeof item === 'object' && item !== null) object[key] = revive(item, now);
  }
  return object;
}

function wrapper(object: Doc, key: string, now: number): unknown {
  const inner = object[key];
  switch (key) {
    case '$numberInt':
    case '$numberDouble':
      return Number(inner);
    case '$numberLong': {
      const number = Number(inner);
      return Math.abs(number) <= SAFE ? number : Long.fromString(String(inner));
    }
    case '$date': {
      if (typeof inner === 'string') return new Date(inner);
      if (typeof inner === 'number') return new Date(inner);
      return new Date(Number(revive(inner, now)));
    }
    case '$regularExpression': {
      const { pattern, options } = inner as { pattern: string; options?: string };
      return new RegExp(pattern, (options ?? '').replace(/[^ims]/g, ''));
    }
    case '$tcb_server_date': {
      const { offset } = revive(inner, now) as { offset?: number };
      return new Date(now + (offset ?? 0));
    }
    case '$oid':
    case '$binary':
    case '$uuid':
    case '$numberDecimal':
    case '$timestamp':
    case '$minKey':
    case '$maxKey':
    case '$symbol':
    case '$undefined':
      return EJSON.deserialize(object as never, { relaxed: false });
    default:
      return object;
  }
}

/** Canonical EJSON of a value; `undefined` members are left out. */
export function stringifyEjson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : objectText(value);
    case 'bigint':
      return `{"$numberLong":"${value}"}`;
    default:
      return 'null';
  }
}

function numberText(value: number): string {
  if ((value | 0) === value && !Object.is(value, -0)) return `{"$numberInt":"${value}"}`;
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return `{"$numberLong":"${value}"}`;
  if (Object.is(value, -0)) return '{"$numberDouble":"-0.0"}';
  if (!Number.isFinite(value)) return `{"$numberDouble":"${value}"}`;
  const text = String(value);
  return `{"$numberDouble":"${Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text}"}`;
}

function objectText(value: object): string {
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += (i ? ',' : '') + stringifyEjson(value[i]);
    return `${text}]`;
  }
  if (value instanceof Date) return `{"$date":{"$numberLong":"${value.getTime()}"}}`;
  if (value instanceof RegExp) {
    const options = value.flags.replace(/[^ims]/g, '');
    return `{"$regularExpression":{"pattern":${JSON.stringify(value.source)},"options":"${options}"}}`;
  }
  if ('_bsontype' in value) return EJSON.stringify(value, { relaxed: false });
  let text = '{';
  let first = true;
  const object = value as Doc;
  for (const key in object) {
    const item = object[key];
    if (item === undefined) continue;
    text += `${first ? '' : ','}${JSON.stringify(key)}:${stringifyEjson(item)}`;
    first = false;
  }
  return `${text}}`;
}

/** Deep copy of documents and arrays; dates and bson values are shared (never mutated here). */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T;
  if (!isPlain(value)) return value;
  const copy: Doc = {};
  for (const key in value) copy[key] = clone((value as Doc)[key]);
  return copy as T;
}
