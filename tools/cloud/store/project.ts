/** `field()` of a query: inclusion, exclusion, `$slice` and `$elemMatch`. */
import type { Doc } from '../ejson';
import { isPlain, parseDoc, stringifyEjson } from '../ejson';
import { databaseError } from '../errors';
import { splitPath } from './paths';
import { type Special, special } from './project-special';
import type { Rec } from './record';
import { slicer } from './slice';

interface Node {
  children: Map<string, Node>;
  leaf: boolean;
}

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

/** `touched` paths are walked, so that what is on the way is copied. */
function tree(paths: readonly string[], touched: readonly string[]): Node {
  const root: Node = { children: new Map(), leaf: false };
  for (const path of [...touched, ...paths]) {
    let node = root;
    for (const part of splitPath(path)) {
      let next = node.children.get(part);
      if (!next) {
        next = { children: new Map(), leaf: false };
        node.children.set(part, next);
      }
      node = next;
    }
    node.leaf ||= !touched.includes(path);
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

function checkPath(path: string): void {
  const parts = splitPath(path);
  if (parts.includes('')) throw databaseError('FieldPath field names may not be empty strings.');
  if (parts[parts.length - 1] === '$') {
    throw databaseError(
      `The positional projection '${path}' is not supported by the local cloud; use $elemMatch in field().`,
    );
  }
  const dollar = parts.find((part) => part.startsWith('$'));
  if (dollar) throw databaseError(`FieldPath field names may not start with '$': ${dollar}`);
}

/** No path inside another. */
function checkCollisions(paths: readonly string[]): void {
  const all = new Set(paths);
  for (const path of paths) {
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      if (all.has(path.slice(0, dot))) {
        throw databaseError(`Path collision at ${path} remaining portion ${path.slice(dot + 1)}`);
      }
    }
  }
}

/** What a projection asks for. */
interface Wishes {
  included: string[];
  excluded: string[];
  /** Paths of `$slice` and `$elemMatch`. */
  changed: string[];
  specials: Special[];
}

function wishesOf(spec: Doc): Wishes {
  const wishes: Wishes = { included: [], excluded: [], changed: [], specials: [] };
  for (const [path, value] of Object.entries(spec)) {
    checkPath(path);
    if (isPlain(value)) {
      wishes.specials.push(special(path, value));
      wishes.changed.push(path);
    } else if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw databaseError(`Unsupported projection option: ${path}: ${JSON.stringify(value)}`);
    } else if (path !== '_id') (truthy(value) ? wishes.included : wishes.excluded).push(path);
  }
  return wishes;
}

/**
 * Compiles a projection.
 * @throws WireError for inclusion beside exclusion, and paths that contradict each other
 */
export function projector(spec: Doc): Projection {
  checkCollisions(Object.keys(spec));
  const { included, excluded, changed, specials } = wishesOf(spec);
  if (included.length > 0 && excluded.length > 0) {
    throw databaseError(`Cannot do exclusion on field ${excluded[0]} in inclusion projection`);
  }
  const elemMatch = Object.values(spec).some((value) => isPlain(value) && '$elemMatch' in value);
  const idShown = spec._id === undefined || truthy(spec._id);
  const inclusive =
    included.length > 0 || (elemMatch && excluded.length === 0) || onlyIdIncluded(spec);
  const paths = inclusive
    ? [...included, ...changed, ...(idShown ? ['_id'] : [])]
    : [...excluded, ...(idShown ? [] : ['_id'])];
  return assemble(paths, inclusive ? [] : changed, inclusive, specials);
}

function assemble(
  paths: readonly string[],
  touched: readonly string[],
  inclusive: boolean,
  specials: readonly Special[],
): Projection {
  const root = tree(paths, touched);
  const pick = (doc: Doc): Doc => {
    const out = (inclusive ? include(doc, root) : exclude(doc, root)) as Doc;
    for (const apply of specials) apply(out);
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
