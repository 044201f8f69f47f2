import type { Input, Output } from '../../miniprogram/contract/api';
import { maskName, peopleOf } from '../accounts';
import { agentOf } from '../agents';
import type { Call } from '../answers';
import { atLeast } from '../cloud';
import { meter } from '../meters';
import { threads, WINDOW_SECONDS } from '../support';
import { quotaOf } from './thread';

const PAGE = 50;

/** Who can still be answered, those first whose time is nearly over. */
export async function inbox(
  { after }: Input<'desk.inbox'>,
  call: Call,
): Promise<Output<'desk.inbox'>> {
  const { uid, at } = call;
  const { maker } = await agentOf(call);
  await meter(uid, 'desk', at);
  const from = Math.max(at - WINDOW_SECONDS + 1, after === undefined ? 0 : after + 1);
  const found = await threads.find({
    where: { maker, state: 'open', lastUserAt: atLeast(from) },
    orderBy: { field: 'lastUserAt', order: 'asc' },
    limit: PAGE,
    fields: ['_id', 'uid', 'lastUserAt', 'left'],
  });
  const people = await peopleOf([...new Set(found.flatMap((thread) => thread.uid ?? []))]);
  return {
    threads: found.map((thread) => ({
      id: thread._id,
      name: maskName(people.get(thread.uid ?? '')?.name ?? ''),
      at: thread.lastUserAt,
      ...quotaOf(thread, at),
    })),
    next: found.length === PAGE ? found.at(-1)!.lastUserAt : null,
  };
}
