/** Every question of the app: `{ action, input }` in, `Reply` out, never an exception. */
import type { Action, ErrorCode, Input, Output, Reply } from '../../miniprogram/contract/api';
import { type Call, logFault, Refusal } from '../answers';
import { isContention, now } from '../cloud';
import { member, visitor } from './access';
import { openToAll, routes, visits } from './routes';
import { parse, schemas } from './schemas';

export async function main(event: unknown): Promise<Reply<unknown>> {
  const { action, input } = (event ?? {}) as { action?: unknown; input?: unknown };
  if (typeof action !== 'string' || !Object.keys(schemas).includes(action)) {
    return no('unknown-action', 'this version of the cloud does not know the action');
  }
  try {
    return await answer(action as Action, input);
  } catch (error) {
    if (error instanceof Refusal) return no(error.code, error.message);
    if (isContention(error)) return no('contended', 'others wrote at the same moment');
    return no('internal', `reference ${logFault(action, error)}`);
  }
}

async function answer<A extends Action>(action: A, input: unknown): Promise<Reply<Output<A>>> {
  const read = parse(action, input);
  if (!read.ok) return no('bad-input', read.message);
  const at = now();
  if (is(openToAll, action))
    return yes((await openToAll[action](read.input as never, at)) as Output<A>);
  if (is(visits, action)) {
    return yes((await visits[action](read.input as never, visitor(at))) as Output<A>);
  }
  const known = action as Exclude<A, keyof typeof openToAll | keyof typeof visits>;
  const route = routes[known] as (input: Input<A>, call: Call) => Promise<Output<A>>;
  return yes(await route(read.input, await member(known, at)));
}

/** Whether a table has this action. */
const is = <T extends object>(table: T, action: PropertyKey): action is keyof T => action in table;

const yes = <T>(data: T): Reply<T> => ({ ok: true, data });
const no = (code: ErrorCode, message: string): Reply<never> => ({ ok: false, code, message });
