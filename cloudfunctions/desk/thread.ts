import { createHash } from 'node:crypto';
import { agentOf, noteTrespass } from '../agents';
import { type Call, Refusal } from '../answers';
import { meter } from '../meters';
import { type ThreadDoc, threads, WINDOW_SECONDS } from '../support';

/** A thread of the caller's maker; another maker's is as unknown as one that does not exist. */
export async function ownThread(id: string, call: Call): Promise<ThreadDoc> {
  const { maker } = await agentOf(call);
  await meter(call.uid, 'desk', call.at);
  const thread = await threads.get(id);
  if (thread?.maker === maker) return thread;
  if (thread) await noteTrespass(call, { from: maker, into: thread.maker, thread: id });
  throw new Refusal('not-found', 'no such thread');
}

/** By what people are told apart at a desk: it says nothing of them, and stays as long as the thread. */
export const markOf = (thread: string): string =>
  createHash('sha256').update(thread).digest('hex').slice(0, 4).toUpperCase();

/** What WeChat takes still, and until when. */
export const quotaOf = (
  { left, lastUserAt }: Pick<ThreadDoc, 'left' | 'lastUserAt'>,
  at: number,
) => {
  const until = lastUserAt + WINDOW_SECONDS;
  return { left: until > at ? left : 0, until };
};
