import { findUid, photoChecked } from '../accounts';
import { hasAgents } from '../agents';
import { logFault } from '../answers';
import { refusedWith, sendServiceText } from '../cloud';
import { withdrawWerunOf } from '../consents';
import { eraseOpenid } from '../erasure';
import { withinLimit } from '../meters';
import { takeGrants } from '../notices';
import { greeting } from './greeting';
import {
  ENTER,
  greetingDone,
  greetingsSince,
  keepEntrance,
  keepSaid,
  lastWords,
  type Place,
  takeGreeting,
  wordsOf,
} from './inbox';
import type { Push } from './push';
import { waitAt } from './threads';
import { type TicketDoc, ticketOf } from './tickets';

/** WeChat allows this many messages in the minute after a person entered. */
const QUOTA = { messages: 2, seconds: 60 };

/** A person takes back what they allowed, or closes their WeChat account: their data goes. */
const GOODBYES = ['user_authorization_revoke', 'user_authorization_cancellation'];
/** The person answered the app's question; the other event is of WeChat's own settings. */
const ASKED = 'subscribe_msg_popup_event';
/** What `RevokeInfo` says when only WeRun's steps are taken back. */
const WERUN = '12';

/**
 * Takes a push; what no maker's desk will answer is for WeChat's own staff tool. Any part of it may be
 * repeated: what is done is not done twice, what is not is made
 * up for. Rejects when WeChat should send it again.
 */
export async function receive(push: Push, at: number): Promise<'done' | 'for the staff'> {
  if (GOODBYES.includes(push.kind)) {
    if (push.content.RevokeInfo !== WERUN) await eraseOpenid(push.openid, push.kind, at);
    else await withdrawWerunOf(push.openid);
    return 'done';
  }
  if (push.checked) {
    await photoChecked(push.checked.trace, push.checked.passes);
    return 'done';
  }
  if (push.granted.length > 0) {
    await takeGrants(push.openid, push.key, push.granted, push.kind === ASKED);
    return 'done';
  }
  if (push.event && push.kind !== ENTER) return 'done';
  if (!(await withinLimit(push.openid, 'push', at))) return push.event ? 'done' : 'for the staff';
  if (!push.event) {
    return toDesk(push, await keepSaid(push, at), wordsOf(push.content), at);
  }
  const uid = await findUid(push.openid);
  const ticket = await ticketOf(push.content.SessionFrom ?? '', uid);
  const place = { ticket: ticket?._id ?? null, maker: ticket?.maker ?? null };
  const moved = await keepEntrance(push, place, at);
  if (moved > 0) {
    const entered = { ...place, enteredAt: Math.min(push.createdAt, at) };
    await toDesk(push, entered, await lastWords(push.openid, entered), at);
  }
  // Late is later than WeChat lets us answer.
  if (at - push.createdAt <= QUOTA.seconds) await greet(push, ticket, at);
  return 'done';
}

/** Somebody waits at a maker's desk now, where there is anybody at it. */
async function toDesk(
  { openid, createdAt }: Push,
  place: Place | null,
  text: string,
  at: number,
): Promise<'done' | 'for the staff'> {
  const { maker, ticket } = place ?? { maker: null, ticket: null };
  if (!maker || !(await hasAgents(maker, at))) return 'for the staff';
  await waitAt({ openid, maker, ticket, text, at: Math.min(createdAt, at) });
  return 'done';
}

async function greet({ key, openid }: Push, ticket: TicketDoc | null, at: number): Promise<void> {
  const earlier = await greetingsSince(openid, at - QUOTA.seconds);
  const turn = await takeGreeting(key, at);
  if (turn === 'others') throw new Error('a greeting is under way');
  if (turn === 'done') return;
  if (earlier < QUOTA.messages) {
    try {
      await sendServiceText(openid, greeting(ticket));
    } catch (error) {
      if (refusedWith(error) === null) throw error;
      logFault('greeting', error);
    }
  }
  await greetingDone(key);
}
