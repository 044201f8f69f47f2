/**
 * Answers to queries, kept while their collection stays as it is: boards ask the same again and
 * again. A query that no index served is not kept, since each time it is asked must be reported.
 */
import type { Collection } from '../store/collection';
import type { Params } from './database';

/** Most characters kept for a collection; then all are forgotten. */
const MOST = 4 << 20;

interface Kept {
  version: number;
  answers: Map<string, string>;
  characters: number;
}

const byCollection = new WeakMap<Collection, Kept>();

/** What tells one query from another; undefined when the answer hangs on more than documents. */
function questionOf(params: Params): string | undefined {
  const { query, order, projection, limit, offset, queryType, transactionId } = params;
  if (transactionId || typeof query !== 'string' || query.includes('$tcb_server_date')) {
    return undefined;
  }
  if (typeof (order ?? '') !== 'string' || typeof (projection ?? '') !== 'string') return undefined;
  return `${queryType} ${limit} ${offset} ${order} ${projection} ${query}`;
}

/** The answer to a query: the kept one, or what `read` gives. */
export function answered(collection: Collection, params: Params, read: () => string): string {
  const question = questionOf(params);
  if (question === undefined) return read();
  let kept = byCollection.get(collection);
  if (kept?.version !== collection.version || kept.characters > MOST) {
    kept = { version: collection.version, answers: new Map(), characters: 0 };
    byCollection.set(collection, kept);
  }
  const known = kept.answers.get(question);
  if (known !== undefined) return known;
  const answer = read();
  if (collection.version === kept.version) {
    kept.answers.set(question, answer);
    kept.characters += question.length + answer.length;
  }
  return answer;
}
