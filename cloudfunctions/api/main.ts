/** Every question of the app: `{ action, input }` in, `Reply` out, never an exception. */
import type { Action, ErrorCode, Input, Output, Reply } from '../../miniprogram/contract/api';
import { logFault, Refusal } from '../answers';
import { isContention, now } from '../cloud';
import { type Asked, member, visitor } from './access';
import { openToAll, routes, visits } from './routes';
import { parse, schemas } from './schemas';

export async function main(event: unknown): Promise<Reply<unknown>> {
  const { action, input } = (event ?? {}) as { action?: unknown; input?: unknown };
  if (typeof action !== 'string' || !has(schemas, action)) {
    return no('unknown-action', 'this version of the cloud does not know the action');
  }
  try {
    const at = now();
    if (has(openToAll, action)) return await open(action, input, at);
    if (has(visits, action)) return await visit(action, input, at);
    return await route(action, input, at);
  } catch (error) {
    if (error instanceof Refusal) return no(error.code, error.message);
    if (isContention(error)) return no('contended', 'others wrote at the same moment');
    return no('internal', `reference ${logFault(action, error)}`);
  }
}

const open = <A extends Asked<'anybody'>>(action: A, input: unknown, at: number) =>
  answer(action, input, (read) => openToAll[action](read, at));

const visit = <A extends Asked<'visitor'>>(action: A, input: unknown, at: number) =>
  answer(action, input, (read) => visits[action](read, visitor(at)));

const route = <A extends Asked<'member' | 'seen'>>(action: A, input: unknown, at: number) =>
  answer(action, input, async (read) => routes[action](read, await member(action, at)));

/** Asks with an input that the action takes. */
async function answer<A extends Action>(
  action: A,
  input: unknown,
  ask: (read: Input<A>) => Promise<Output<A>>,
): Promise<Reply<Output<A>>> {
  const read = parse(action, input);
  return read.ok ? { ok: true, data: await ask(read.input) } : no('bad-input', read.message);
}

/** Whether a table has this action. */
const has = <T extends object>(table: T, action: PropertyKey): action is keyof T =>
  Object.keys(table).some((key) => key === action);

const no = (code: ErrorCode, message: string): Reply<never> => ({ ok: false, code, message });
