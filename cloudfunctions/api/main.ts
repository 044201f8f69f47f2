/** Every question of the app: `{ action, input }` in, `Reply` out, never an exception. */
import type { Action, ErrorCode, Input, Output, Reply } from '../../miniprogram/contract/api';
import { uidOf } from '../accounts';
import { logFault, Refusal } from '../answers';
import { callerOpenid, isContention, now } from '../cloud';
import { openToAll, routes } from './routes';
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
  if (action in openToAll) {
    const open = openToAll[action as keyof typeof openToAll];
    return yes((await open(read.input as Input<'share.open'>, at)) as Output<A>);
  }
  const openid = callerOpenid();
  if (!openid) return no('forbidden', 'only inside WeChat');
  const route = routes[action as keyof typeof routes] as (
    input: Input<A>,
    call: { uid: string; openid: string; at: number },
  ) => Promise<Output<A>>;
  return yes(await route(read.input, { uid: await uidOf(openid), openid, at }));
}

const yes = <T>(data: T): Reply<T> => ({ ok: true, data });
const no = (code: ErrorCode, message: string): Reply<never> => ({ ok: false, code, message });
