import type { Input, Output, ThreadState } from '../../miniprogram/contract/api';
import { agentOf } from '../agents';
import type { Call } from '../answers';
import { above, atMost, below, between, oneOf, type Where } from '../cloud';
import { meter } from '../meters';
import { type ThreadDoc, threads, tickets, WINDOW_SECONDS } from '../support';
import { markOf, quotaOf } from './thread';

const PAGE = 50;
const FIELDS = ['_id', 'lastUserAt', 'left', 'ticket', 'said'] as const;
type Known = Pick<ThreadDoc, (typeof FIELDS)[number]>;

/** A maker's threads in a state: those who wait by the time they have, the others by their last word. */
export async function inbox(
  { state = 'open', after }: Input<'desk.inbox'>,
  call: Call,
): Promise<Output<'desk.inbox'>> {
  const { uid, at } = call;
  const { maker } = await agentOf(call);
  await meter(uid, 'desk', at);
  const found = await threadsOf(maker, state, at, after);
  const about = await ticketsOf(found);
  return {
    threads: found.map((thread) => ({
      id: thread._id,
      mark: markOf(thread._id),
      at: thread.lastUserAt,
      text: thread.said,
      model: about.get(thread.ticket ?? '')?.model ?? null,
      diagnosed: about.get(thread.ticket ?? '')?.diagnosedAt !== undefined,
      ...quotaOf(thread, at),
    })),
    next: found.length === PAGE ? found.at(-1)!.lastUserAt : null,
  };
}

async function threadsOf(
  maker: string,
  state: ThreadState,
  at: number,
  after: number | undefined,
): Promise<Known[]> {
  const find = (where: Where<ThreadDoc>, order: 'asc' | 'desc') =>
    threads.find({
      ...{ where: { maker, ...where }, orderBy: { field: 'lastUserAt', order } },
      ...{ limit: PAGE, fields: FIELDS },
    });
  const over = at - WINDOW_SECONDS;
  if (state === 'open') {
    return find({ state, lastUserAt: above(Math.max(over, after ?? 0)) }, 'asc');
  }
  const before = after === undefined ? atMost(at) : below(after);
  const found = await find({ state, lastUserAt: before }, 'desc');
  if (state === 'answered') return found;
  const missed = await find(
    { state: 'open', lastUserAt: between(0, Math.min(over, (after ?? at) - 1)) },
    'desc',
  );
  return [...found, ...missed].sort((a, b) => b.lastUserAt - a.lastUserAt).slice(0, PAGE);
}

async function ticketsOf(found: readonly Known[]) {
  const ids = found.flatMap(({ ticket }) => ticket ?? []);
  if (ids.length === 0) return new Map<string, never>();
  const known = await tickets.find({
    where: { _id: oneOf(ids) },
    limit: PAGE,
    fields: ['_id', 'model', 'diagnosedAt'],
  });
  return new Map(known.map((ticket) => [ticket._id, ticket]));
}
