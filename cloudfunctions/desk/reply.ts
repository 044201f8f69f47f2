/** Answers of a desk: each is sent at most once, and only while WeChat takes it. */
import { createHash } from 'node:crypto';
import type { Input, Output } from '../../miniprogram/contract/api';
import { type Call, logFault, Refusal } from '../answers';
import { refusedWith, sendServiceText, transact } from '../cloud';
import { noteOnce } from '../notices';
import { type MessageDoc, messages, type ThreadDoc, threads } from '../support';
import { ownThread, quotaOf } from './thread';

export async function reply(
  { thread: id, text, key }: Input<'desk.reply'>,
  call: Call,
): Promise<Output<'desk.reply'>> {
  const thread = await ownThread(id, call);
  const { openid, maker } = thread;
  const print = createHash('sha256').update(`${id}_${key}`).digest('hex').slice(0, 32);
  const _id = `${openid}_${print}`;
  const taken = await transact(async (scope, at) => {
    const said = await messages.within(scope).get(_id);
    if (said) return { sure: said.sure === true };
    const current = await threads.within(scope).get(id);
    if (!current || quotaOf(current, at).left <= 0) throw quotaUsed();
    await threads.within(scope).update(id, { left: current.left - 1, state: 'answered' });
    await messages.within(scope).put(replyDoc(_id, { openid, maker, text, at }));
    return current.left - 1;
  });
  if (typeof taken === 'object') {
    // What came before may have ended between the answer and the word of it.
    if (taken.sure) await tellAnswered(thread, call.at);
    return { left: quotaOf((await threads.get(id)) ?? thread, call.at).left };
  }
  try {
    await sendServiceText(openid, text);
  } catch (error) {
    logFault('desk.reply', error);
    const refused = refusedWith(error);
    // It may have arrived: it stands there as not sure, and is not sent again.
    if (refused === null) return { left: taken };
    await giveBack(thread, _id, OUT_OF_QUOTA.includes(refused));
    throw quotaUsed();
  }
  await markSure(_id);
  await tellAnswered(thread, call.at);
  return { left: taken };
}

const MARKS = 3;

/** That it was sent is known here and now alone: the next try could not tell any more. */
async function markSure(message: string): Promise<void> {
  for (let count = 1; ; count++) {
    try {
      await messages.update(message, { sure: true });
      return;
    } catch (error) {
      if (count === MARKS) throw error;
    }
  }
}

/** Whoever looks into the app finds it there, once for each of their own words. */
async function tellAnswered({ uid, _id, maker, lastUserAt }: ThreadDoc, at: number): Promise<void> {
  if (!uid) return;
  const key = `${_id}_${lastUserAt}`;
  await noteOnce(at, { uid, kind: 'answered', key, facts: { maker } });
}

/** WeChat's: too many answers, too late. */
const OUT_OF_QUOTA = [45047, 45015];

/** It was not sent: it is not there, and costs nothing unless WeChat takes none any more. */
const giveBack = ({ _id: id }: ThreadDoc, message: string, none: boolean) =>
  transact(async (scope) => {
    const current = await threads.within(scope).get(id);
    const left = none ? 0 : (current?.left ?? 0) + 1;
    if (current) await threads.within(scope).update(id, { left, state: 'open' });
    await messages.within(scope).remove(message);
  });

const quotaUsed = () => new Refusal('quota-used', 'five answers in 48 hours');

interface Answer {
  openid: string;
  maker: string;
  text: string;
  at: number;
}

const replyDoc = (_id: string, { openid, maker, text, at }: Answer): MessageDoc => ({
  ...{ _id, openid, maker, kind: 'reply', createdAt: at, at, content: { Content: text } },
  ...{ ticket: null, enteredAt: 0, greetedAt: 0, greeted: false, sure: false },
});
