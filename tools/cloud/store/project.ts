/** `field()` of a query: inclusion, exclusion, `$slice` and `$elemMatch`. */
import type { Doc } from '../ejson';
import { isPlain, parseDoc, stringifyEjson } from '../ejson';
import { databaseError } from '../errors';
import { compile } from './match';
import { splitPath } from './paths';
import type { Rec } from './record';
import { slicer } from './slice';

interface Node {
  children: Map<string, Node>;
  leaf: boolean;
}

type Special = (doc: Doc, out: Doc) => void;

/** A compiled projection. Made once per shape, so that a record can keep what it gave for it. */
export interface Projection {
  /** Document in, new document out. */
  pick(doc: Doc): Doc;
  /** The same as canonical EJSON, without decoding the document where that can be. */
  text(rec: Rec): string;
}

function truthy(value: unknown): boolean {
  return value !== 0 && value !== false;
}

function tree(paths: readonly string[]): Node {
  const root: Node = { children: new Map(), leaf: false };
  for (const path of paths) {
    let node = root;
    for (const part of splitPath(path)) {
      let next = node.children.get(part);
      if (!next) {
        next = { children: new Map(), leaf: false };
        node.children.set(part, next);
      }
      node = next;
    }
    node.leaf = true;
  }
  return root;
}

function include(value: unknown, node: Node): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((item) => isPlain(item) || Array.isArray(item))
      .map((item) => include(item, node));
  }
  if (!isPlain(value)) return undefined;
  const out: Doc = {};
  for (const key of Object.keys(value)) {
    const child = node.children.get(key);
    if (!child) continue;
    const item = child.leaf ? value[key] : include(value[key], child);
    if (item !== undefined) out[key] = item;
  }
  return out;
}

function exclude(value: unknown, node: Node): unknown {
  if (Array.isArray(value)) return value.map((item) => exclude(item, node));
  if (!isPlain(value)) return value;
  const out: Doc = {};
  for (const key of Object.keys(value)) {
    const child = node.children.get(key);
    if (child?.leaf) continue;
    out[key] = child ? exclude(value[key], child) : value[key];
  }
  return out;
}

function special(path: string, spec: Doc): Special {
  if ('$slice' in spec) {
    const slice = spec.$slice;
    const [skip, count] = Array.isArray(slice) ? (slice as [number, number]) : [0, slice as number];
    return (doc, out) => {
      const list = doc[path];
      if (!Array.isArray(list)) return;
      if (!Array.isArray(slice)) out[path] = count < 0 ? list.slice(count) : list.slice(0, count);
      else out[path] = list.slice(skip).slice(0, count);
    };
  }
  if (isPlain(spec.$elemMatch)) {
    const match = compile({ list: { $elemMatch: spec.$elemMatch } });
    return (doc, out) => {
      const list = doc[path];
      delete out[path];
      if (!Array.isArray(list)) return;
      const item = list.find((one) => match.test({ list: [one] }));
      if (item !== undefined) out[path] = [item];
    };
  }
  throw databaseError(`Unsupported projection option: ${path}: ${JSON.stringify(spec)}`);
}

/**
 * Compiles a projection.
 * @throws WireError for a mixture of inclusion and exclusion
 */
export function projector(spec: Doc): Projection {
  const included: string[] = [];
  const excluded: string[] = [];
  const specials: Special[] = [];
  let elemMatch = false;
  for (const [path, value] of Object.entries(spec)) {
    if (isPlain(value)) {
      specials.push(special(path, value));
      elemMatch ||= '$elemMatch' in value;
    } else if (path === '_id') continue;
    else (truthy(value) ? included : excluded).push(path);
  }
  if (included.length > 0 && excluded.length > 0) {
    throw databaseError(`Cannot do exclusion on field ${excluded[0]} in inclusion projection`);
  }
  const idShown = spec._id === undefined || truthy(spec._id);
  const inclusive =
    included.length > 0 || (elemMatch && excluded.length === 0) || onlyIdIncluded(spec);
  const paths = inclusive
    ? [...included, ...(idShown ? ['_id'] : [])]
    : [...excluded, ...(idShown ? [] : ['_id'])];
  return assemble(paths, inclusive, specials);
}

function assemble(
  paths: readonly string[],
  inclusive: boolean,
  specials: readonly Special[],
): Projection {
  const root = tree(paths);
  const pick = (doc: Doc): Doc => {
    const out = (inclusive ? include(doc, root) : exclude(doc, root)) as Doc;
    for (const apply of specials) apply(doc, out);
    return out;
  };
  const top = specials.length === 0 && paths.every((path) => splitPath(path).length === 1);
  if (!top) return { pick, text: (rec) => stringifyEjson(pick(rec.doc)) };
  const slice = slicer(paths, inclusive);
  return { pick, text: (rec) => slice(rec.text) };
}

const known = new Map<string, Projection>();

/** The projection for its EJSON text, compiled once: an app asks for the same few. */
export function projectionOf(text: string): Projection | undefined {
  let found = known.get(text);
  if (!found) {
    const spec = parseDoc(text);
    if (Object.keys(spec).length === 0) return undefined;
    found = projector(spec);
    if (known.size >= 1000) known.clear();
    known.set(text, found);
  }
  return found;
}

function onlyIdIncluded(spec: Doc): boolean {
  const keys = Object.keys(spec);
  return keys.length === 1 && keys[0] === '_id' && truthy(spec._id);
}
