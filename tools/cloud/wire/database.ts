/** `database.*` actions: parameters as the SDK sends them, answers as it expects them. */
import { type Doc, isPlain, parseDoc, stringifyEjson } from '../ejson';
import { databaseError, WireError } from '../errors';
import { aggregate, type Stage } from '../store/aggregate';
import { inEnvironment } from '../store/catalogue';
import { type Projection, projectionOf } from '../store/project';
import type { Sort } from '../store/sorting';
import type { Store } from '../store/store';
import type { Transaction } from '../store/transactions';
import { refuseLostCommands } from './commands';

export type Params = Readonly<Record<string, unknown>>;
type Action = (store: Store, params: Params) => Promise<object>;

/** JSON members already in text: answers with many documents are not encoded twice. */
export class RawAnswer {
  constructor(readonly members: string) {}
}

/** The SDK's own numbers: 100 unless asked, never more than 1000. */
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

function invalid(message: string): WireError {
  return new WireError('INVALID_PARAM', message);
}

function collectionOf(params: Params): string {
  const name = params.collectionName;
  if (typeof name !== 'string' || name === '') throw invalid('collectionName is required');
  // What begins so is the cloud's own.
  if (name.startsWith('~')) throw invalid(`invalid collection name: ${name}`);
  return inEnvironment(params.envName, name);
}

function docOf(store: Store, text: unknown, what: string): Doc {
  if (text === undefined || text === '' || text === null) return {};
  if (isPlain(text)) return text;
  if (typeof text !== 'string') throw invalid(`${what} must be EJSON text`);
  try {
    return parseDoc(text, store.clock());
  } catch {
    throw invalid(`${what} is not a document`);
  }
}

function transactionOf(store: Store, params: Params): Transaction | undefined {
  const id = params.transactionId;
  return typeof id === 'string' && id !== '' ? store.transactions.get(id) : undefined;
}

function whole(value: unknown, fallback: number): number {
  const number = typeof value === 'number' ? value : fallback;
  if (!Number.isInteger(number) || number < 0) throw invalid(`${number} must not be negative`);
  return number;
}

function projectionFor(value: unknown): Projection | undefined {
  if (value === undefined || value === '' || value === null) return undefined;
  const text = isPlain(value) ? stringifyEjson(value) : value;
  if (typeof text !== 'string') throw invalid('projection must be EJSON text');
  try {
    return projectionOf(text);
  } catch (error) {
    if (error instanceof WireError) throw error;
    throw invalid('projection is not a document');
  }
}

/** A condition or a change, which may hold commands. */
function commandsOf(store: Store, text: unknown, what: string): Doc {
  const doc = docOf(store, text, what);
  refuseLostCommands(text, doc);
  return doc;
}

/** @throws WireError for a path or a direction the database does not sort by */
function sortOf(path: string, way: number): [string, number] {
  if (way !== 1 && way !== -1) throw databaseError('bad sort specification');
  if (path.split('.').some((part) => part === '' || part.startsWith('$'))) {
    throw databaseError(`bad sort specification: the local cloud cannot sort by "${path}"`);
  }
  return [path, way];
}

/** In EJSON, and (its quotes escaped) in EJSON that is a JSON string. */
const OBJECT_ID = /\{"\$oid":("[0-9a-f]{24}")\}/g;
const OBJECT_ID_QUOTED = /\{\\"\$oid\\":(\\"[0-9a-f]{24}\\")\}/g;

/** An ObjectId goes out as its 24 digits, as the real service sends it; the SDK reads no `$oid`. */
function idText(text: string, pattern = OBJECT_ID): string {
  return text.includes('$oid') ? text.replace(pattern, '$1') : text;
}

/** Data only through text; the reading of a document that goes out as it is costs nothing. */
async function getDocument(store: Store, params: Params): Promise<object> {
  const name = collectionOf(params);
  const condition = commandsOf(store, params.query, 'query');
  const tx = transactionOf(store, params);
  const single = params.queryType === 'DOC';
  const order = docOf(store, params.order, 'order');
  const sort: Sort = Object.entries(order).map(([path, way]) => sortOf(path, Number(way)));
  const limit = single
    ? 1
    : Math.min(whole(params.limit, DEFAULT_LIMIT) || DEFAULT_LIMIT, MAX_LIMIT);
  const skip = whole(params.offset, 0);
  const found = store.find(name, condition, { sort, skip, limit }, tx);
  const projection = projectionFor(params.projection);
  const texts = found.map((rec) =>
    idText(projection ? rec.projected(projection) : rec.json, OBJECT_ID_QUOTED),
  );
  const settled = store.settled(name);
  if (settled) await settled;
  return new RawAnswer(`"data":{"list":[${texts.join(',')}]},"limit":${limit},"offset":${skip}`);
}

async function insertDocument(store: Store, params: Params): Promise<object> {
  const name = collectionOf(params);
  const list = Array.isArray(params.data) ? params.data : [params.data];
  if (list.length === 0) throw invalid('data must not be empty');
  const docs = list.map((text) => docOf(store, text, 'data'));
  const insertedIds = await store.insert(name, docs, transactionOf(store, params));
  return { data: { insertedIds } };
}

async function modifyDocument(store: Store, params: Params): Promise<object> {
  const name = collectionOf(params);
  const condition = commandsOf(store, params.query, 'query');
  const data = (params.merge === false ? docOf : commandsOf)(store, params.data, 'data');
  const transaction = transactionOf(store, params);
  if (params.merge === false) {
    if (!('_id' in condition)) throw invalid('docId不能为空');
    const { updated, upsertId } = await store.set(name, condition._id, data, transaction);
    return { data: upsertId === undefined ? { updated } : { updated, upsert_id: upsertId } };
  }
  const multi = params.multi === true;
  const updated = await store.update(name, condition, data, { multi, transaction });
  return { data: { updated } };
}

async function modifyAndReturn(store: Store, params: Params): Promise<object> {
  const name = collectionOf(params);
  const condition = commandsOf(store, params.query, 'query');
  const data = commandsOf(store, params.data, 'data');
  const transaction = transactionOf(store, params);
  const [first] = store.find(name, condition, { limit: 1 }, transaction);
  if (!first) return { data: { updated: 0, doc: null } };
  const exact = { _id: first.doc._id };
  await store.update(name, exact, data, { multi: false, transaction });
  const [after] = store.find(name, exact, { limit: 1 }, transaction);
  return { data: { updated: 1, doc: after ? idText(after.text) : null } };
}

async function removeDocument(store: Store, params: Params): Promise<object> {
  const name = collectionOf(params);
  const condition = commandsOf(store, params.query, 'query');
  const transaction = transactionOf(store, params);
  const multi = params.multi === true;
  const deleted = await store.remove(name, condition, { multi, transaction });
  return { data: { deleted } };
}

async function calculateDocument(store: Store, params: Params): Promise<object> {
  const name = collectionOf(params);
  const condition = commandsOf(store, params.query, 'query');
  const total = store.count(name, condition, transactionOf(store, params));
  await store.settled(name);
  return { data: { total } };
}

function stageOf(store: Store, item: unknown): Stage {
  if (!isPlain(item) || typeof item.stageKey !== 'string') throw invalid('stages are malformed');
  const text = String(item.stageValue);
  // The value is EJSON of anything, not only of a document.
  return { name: item.stageKey, spec: docOf(store, `{"v":${text}}`, 'stage').v };
}

/** What a pipeline answers without a `$limit`, and the most it answers with one (field reports). */
const DEFAULT_AGGREGATE = 20;
const MOST_AGGREGATE = 10_000;

async function aggregateDocuments(store: Store, params: Params): Promise<object> {
  const name = collectionOf(params);
  if (!Array.isArray(params.stages)) throw invalid('stages must be a list');
  const stages = params.stages.map((item) => stageOf(store, item));
  const limited = stages.some((stage) => stage.name === '$limit');
  const docs = aggregate(store, name, stages).slice(
    0,
    limited ? MOST_AGGREGATE : DEFAULT_AGGREGATE,
  );
  await store.settled(name);
  return { data: { list: docs.map((doc) => idText(stringifyEjson(doc))) } };
}

/** Action name → handler. */
export const DATABASE_ACTIONS: Readonly<Record<string, Action>> = {
  'database.getDocument': getDocument,
  'database.insertDocument': insertDocument,
  'database.modifyDocument': modifyDocument,
  'database.modifyAndReturnDoc': modifyAndReturn,
  'database.removeDocument': removeDocument,
  'database.calculateDocument': calculateDocument,
  'database.aggregateDocuments': aggregateDocuments,
  'database.addCollection': async (store, params) => {
    await store.create(collectionOf(params));
    return { data: {} };
  },
  'database.startTransaction': async (store) => ({ transactionId: store.begin().id }),
  'database.commitTransaction': async (store, params) => {
    await store.commit(store.transactions.get(String(params.transactionId)));
    return { committed: 1 };
  },
  'database.abortTransaction': async (store, params) => {
    store.rollback(store.transactions.get(String(params.transactionId)));
    return { aborted: 1 };
  },
};
