/** The last errors of this phone, for support: what came up, where and when; nobody's data. */
import { API_LIMITS, type ErrorRecord } from '../contract/api';
import { now } from '../lib/clock';
import { type AppError, onError } from './errors';
import { stored } from './store';

const log = stored<readonly ErrorRecord[]>('errors', [], Array.isArray);

/** Call once, at launch. */
export const watchErrors = (): void => onError(keep);

/** The newest first. */
export const lastErrors = (): ErrorRecord[] => [...log.get()];

/** One that comes again and again takes one place, at its latest time. */
function keep(error: AppError): void {
  const record = { at: now(), page: shownPage(), code: error.code, ...saidByWeChat(error) };
  const [last, ...before] = log.get();
  const rest = last && same(last, record) ? before : log.get();
  log.set([record, ...rest].slice(0, API_LIMITS.errors));
}

const same = (a: ErrorRecord, b: ErrorRecord): boolean =>
  a.page === b.page && a.code === b.code && a.number === b.number;

/** Its path alone: a query may name a band or a friend. */
const shownPage = (): string => getCurrentPages().slice(-1)[0]?.route ?? '';

/** How deep a cause may lie. */
const DEPTH = 5;

/** WeChat's number and words, from the first cause that has any. */
function saidByWeChat(error: AppError): Pick<ErrorRecord, 'number' | 'words'> {
  let cause: unknown = error.cause;
  for (let depth = 0; depth < DEPTH && typeof cause === 'object' && cause !== null; depth++) {
    const { errno, errCode, errMsg, cause: next } = cause as Partial<Record<string, unknown>>;
    const number = [errno, errCode].find((one) => Number.isSafeInteger(one)) as number | undefined;
    if (number !== undefined || typeof errMsg === 'string') {
      return { number: number ?? null, words: typeof errMsg === 'string' ? plain(errMsg) : null };
    }
    cause = next;
  }
  return { number: null, words: null };
}

/** Addresses of devices, ids and numbers long enough to be somebody's. */
const NAMING = /\b[0-9a-f]{2}([:-][0-9a-f]{2}){5}\b|[\w-]*[0-9a-f]{8}[\w-]*/gi;

const plain = (words: string): string => words.replace(NAMING, '…').slice(0, API_LIMITS.errorWords);
